import type { ConversationId, MessageId } from '#shared/domain/ids';
import type { FindAnswer } from '#shared/domain/search';
import { foldText } from '#shared/domain/fold-text';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import type { MarkedTerm } from './mark-text';
import type { CurrentMark } from './use-marks';

const none: FindAnswer = { messages: [], total: 0 };
const pauseMs = 80;

/** The place with this number among all, from 0. */
function placeAt({ messages }: FindAnswer, at: number): CurrentMark | null {
  let before = 0;
  for (const { messageId, count } of messages) {
    if (at < before + count) return { messageId, nth: at - before };
    before += count;
  }
  return null;
}

/** Of the places, the first in a message that can be seen; else the last of all, because a transcript opens at its end. */
function firstInView({ messages, total }: FindAnswer): number {
  const view = document.querySelector('[role=log]')?.getBoundingClientRect();
  let before = 0;
  for (const { messageId, count } of messages) {
    const article = document.querySelector(`[role=log] article[data-message-id="${messageId}"]`);
    const place = article?.getBoundingClientRect();
    const isInView =
      view !== undefined && place !== undefined && place.bottom > view.top && place.top < view.bottom;
    if (isInView) return before;
    before += count;
  }
  return Math.max(0, total - 1);
}

export interface Find {
  /** What the answer is for; null before the first one. */
  readonly text: string | null;
  readonly total: number;
  /** From 1; 0 when there is none. */
  readonly number: number;
  readonly current: CurrentMark | null;
  readonly terms: readonly MarkedTerm[];
  readonly move: (step: 1 | -1) => void;
}

interface Found {
  readonly text: string;
  readonly answer: FindAnswer;
  readonly at: number;
}

/** Finds a text in a whole conversation, wherever it is drawn, and goes from place to place. */
export function useFind(
  conversationId: ConversationId,
  revision: number,
  text: string,
  onGo: (messageId: MessageId) => void,
): Find {
  const bridge = useBridge();
  const [found, setFound] = useState<Found | null>(null);
  const go = (next: Found): void => {
    setFound(next);
    const place = placeAt(next.answer, next.at);
    if (place !== null) onGo(place.messageId);
  };
  const take = useEffectEvent((answer: FindAnswer) => {
    // The conversation has grown: where one is stays where it is.
    if (found?.text === text)
      setFound({ ...found, answer, at: Math.min(found.at, Math.max(0, answer.total - 1)) });
    else go({ text, answer, at: firstInView(answer) });
  });
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      void bridge.call('search.find', { conversationId, text }).then((answer) => {
        if (isCurrent) take(answer.ok ? answer.value : none);
      });
    }, pauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [bridge, conversationId, revision, text]);

  const answer = found?.answer ?? none;
  const at = found?.at ?? 0;
  const terms = useMemo(() => {
    const folded = foldText(text).trim();
    return folded === '' ? [] : [{ text: folded, startsWord: false, endsWord: false }];
  }, [text]);
  return {
    text: found?.text ?? null,
    total: answer.total,
    number: answer.total === 0 ? 0 : at + 1,
    current: useMemo(() => placeAt(answer, at), [answer, at]),
    terms,
    move: (step) => {
      if (found !== null && answer.total > 0) {
        go({ ...found, at: (at + step + answer.total) % answer.total });
      }
    },
  };
}
