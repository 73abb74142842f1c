import type { DraftKey } from '#shared/domain/draft-key';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';

/** How long nothing must be typed before a draft is stored, in ms. */
const saveDelay = 300;

interface Draft {
  readonly text: string;
  readonly change: (text: string) => void;
  /** Empties it and forgets what was stored. */
  readonly clear: () => void;
}

/** What is written but not sent, per conversation: stored while it is written, back after a restart. */
export function useDraft(key: DraftKey): Draft {
  const bridge = useBridge();
  const [text, setText] = useState('');
  /** What still has to be stored. */
  const unsaved = useRef<{ readonly key: DraftKey; readonly text: string } | null>(null);
  const timer = useRef(0);
  /** Grows with every change made here: what was asked for before one is older than it. */
  const changes = useRef(0);

  const save = useCallback((): void => {
    window.clearTimeout(timer.current);
    const draft = unsaved.current;
    unsaved.current = null;
    if (draft !== null) void bridge.call('draft.save', draft);
  }, [bridge]);

  const change = useCallback(
    (next: string): void => {
      setText(next);
      changes.current += 1;
      unsaved.current = { key, text: next };
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(save, saveDelay);
    },
    [key, save],
  );

  const clear = useCallback((): void => {
    setText('');
    changes.current += 1;
    unsaved.current = { key, text: '' };
    save();
  }, [key, save]);

  useEffect(() => {
    let isCurrent = true;
    const read = async (): Promise<void> => {
      const before = changes.current;
      const answer = await bridge.call('draft.find', { key });
      if (isCurrent && changes.current === before) setText(answer.ok ? answer.value : '');
    };
    void read();
    // Written, or sent, in another window. Conversations that are not there yet are each window's own.
    const unsubscribe = bridge.subscribe((event) => {
      const isHere =
        (event.type === 'draft.changed' && event.key === key) ||
        (event.type === 'conversation.changed' && event.conversationId === key);
      if (isHere && key !== 'new' && unsaved.current === null) void read();
    });
    window.addEventListener('pagehide', save);
    document.addEventListener('visibilitychange', save);
    return () => {
      isCurrent = false;
      unsubscribe();
      window.removeEventListener('pagehide', save);
      document.removeEventListener('visibilitychange', save);
      save();
    };
  }, [bridge, key, save]);

  return { text, change, clear };
}
