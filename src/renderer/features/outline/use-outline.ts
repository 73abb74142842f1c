import type { ConversationId } from '#shared/domain/ids';
import type { BranchOutline, MessageExcerpt } from '#shared/domain/tree';
import type { AppErrorData } from '#shared/errors/app-error';
import { useEffect, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';

export interface Outline {
  readonly branches: readonly BranchOutline[];
  readonly starred: readonly MessageExcerpt[];
  readonly questions: readonly MessageExcerpt[];
}

export interface OutlineReading {
  /** The last good one; null before the first. */
  readonly outline: Outline | null;
  readonly error: AppErrorData | null;
}

/** The outline of a conversation, read again with each of its revisions. */
export function useOutline(conversationId: ConversationId, revision: number): OutlineReading {
  const bridge = useBridge();
  const [reading, setReading] = useState<OutlineReading>({ outline: null, error: null });
  useEffect(() => {
    let isOvertaken = false;
    const read = async (): Promise<void> => {
      const input = { conversationId };
      const [branches, starred, questions] = await Promise.all([
        bridge.call('branch.outline', input),
        bridge.call('message.listStarred', input),
        bridge.call('message.listQuestions', input),
      ]);
      if (isOvertaken) return;
      const failed = [branches, starred, questions].find(({ ok }) => !ok);
      if (branches.ok && starred.ok && questions.ok) {
        const outline = {
          branches: branches.value,
          starred: starred.value,
          questions: questions.value,
        };
        setReading({ outline, error: null });
      } else if (failed?.ok === false) setReading((before) => ({ ...before, error: failed.error }));
    };
    void read();
    return () => {
      isOvertaken = true;
    };
  }, [bridge, conversationId, revision]);
  return reading;
}
