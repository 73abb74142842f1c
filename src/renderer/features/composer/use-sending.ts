import type { DraftKey } from '#shared/domain/draft-key';
import { useRef, useState } from 'react';
import { useDraft, type Draft } from './use-draft';

/** The conversation in which it was stored, or null when it was not. */
type Stored = Promise<DraftKey | null>;

interface SendingProps {
  readonly draftKey: DraftKey;
  /** The window shows the conversation whose message is being stored. */
  readonly isBeingStored: boolean;
  /** Sends, or queues while a reply streams. `onTaken` is called when it is on its way. */
  readonly onSend: (text: string, onTaken: () => void) => Stored;
  /** Queues behind whatever the conversation is doing. */
  readonly onQueue: (place: DraftKey, text: string) => Stored;
}

interface Sending {
  readonly draft: Draft;
  /** Null: what is in the box goes at once. `waits`: behind the one that is being stored. `not-now`: nothing is taken. */
  readonly state: null | 'waits' | 'not-now';
  /** What was sent from this box while one before it was being stored, in order. */
  readonly waiting: readonly string[];
  readonly submit: () => void;
}

/** Sends what is in the box, one message after the other: nobody has to wait for the disk before the next one. */
export function useSending({ draftKey, isBeingStored, onSend, onQueue }: SendingProps): Sending {
  /** The draft that is being sent: a new conversation gets its id before its first message is stored. */
  const [sending, setSending] = useState<{ readonly key: DraftKey; readonly isTaken: boolean } | null>(null);
  const draft = useDraft(sending?.key ?? draftKey);
  const line = useRef<readonly string[]>([]);
  const [waiting, setWaiting] = useState<readonly string[]>([]);
  const wait = (next: readonly string[]): void => {
    line.current = next;
    setWaiting(next);
  };

  const send = async (text: string): Promise<void> => {
    let from = draftKey;
    setSending({ key: from, isTaken: false });
    let place = await onSend(text, () => {
      draft.take(text);
      setSending({ key: from, isTaken: true });
    });
    while (place !== null) {
      draft.stored(from, place);
      from = place;
      setSending({ key: from, isTaken: true });
      const [next] = line.current;
      if (next === undefined) break;
      place = await onQueue(place, next);
      if (place !== null) wait(line.current.slice(1));
    }
    if (place === null) draft.giveBack(from);
    wait([]);
    setSending(null);
  };

  // Who looks at another conversation by now did not mean this one.
  const isHere = isBeingStored || (draftKey === sending?.key && draftKey !== 'new' && draftKey !== 'quick');
  const state = sending === null ? null : sending.isTaken && isHere ? 'waits' : 'not-now';
  return {
    draft,
    state,
    waiting: isHere ? waiting : [],
    submit() {
      const text = draft.text.trim() === '' ? '' : draft.text;
      if (state === null) void send(text);
      if (state !== 'waits') return;
      draft.take(text);
      wait([...line.current, text]);
    },
  };
}
