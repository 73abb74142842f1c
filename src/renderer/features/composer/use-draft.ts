import type { DraftKey } from '#shared/domain/draft-key';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';

/** How long nothing must be typed before a draft is stored, in ms. */
const saveDelay = 300;

export interface Draft {
  readonly text: string;
  readonly change: (text: string) => void;
  /** What is sent leaves the box, and what is typed from now on is the next one. Until it is known whether it was stored. */
  readonly take: (sent: string) => void;
  /** The first that was taken was: what follows it belongs into the box of the conversation that it is in. */
  readonly stored: (from: DraftKey, to: DraftKey) => void;
  /** It was not: all that was taken stands in the box again, above what was typed since. Nothing when nothing was taken. */
  readonly giveBack: (key: DraftKey) => void;
}

interface KeptDraft {
  readonly key: DraftKey;
  readonly text: string;
}

/** What was typed behind it before it was taken; a text that was changed otherwise stays whole. */
const restOf = (text: string, sent: string): string =>
  text.startsWith(sent) ? text.slice(sent.length) : text;
const joined = (...texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n');

/** Stores drafts: at once, or when nothing was typed for a while. */
function useSaving() {
  const bridge = useBridge();
  /** What still has to be stored. */
  const unsaved = useRef<KeptDraft | null>(null);
  const timer = useRef(0);
  const save = useCallback(
    (draft: KeptDraft | null): void => {
      window.clearTimeout(timer.current);
      unsaved.current = null;
      if (draft !== null) void bridge.call('draft.save', draft);
    },
    [bridge],
  );
  const saveNow = useCallback((): void => save(unsaved.current), [save]);
  const saveLater = useCallback(
    (draft: KeptDraft): void => {
      unsaved.current = draft;
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(saveNow, saveDelay);
    },
    [saveNow],
  );
  return {
    save,
    saveNow,
    saveLater,
    /** What is stored when the window goes, and not before. */
    keep: useCallback((draft: KeptDraft): void => void (unsaved.current = draft), []),
    stopWaiting: useCallback((): void => window.clearTimeout(timer.current), []),
    isSaved: useCallback(() => unsaved.current === null, []),
  };
}

/** Reads what was stored whenever another box is shown, and when it was written, or sent, in another window. */
function useStored(key: DraftKey, isIdle: () => boolean, begin: () => (text: string) => void): void {
  const bridge = useBridge();
  useEffect(() => {
    let isCurrent = true;
    const read = async (): Promise<void> => {
      const take = begin();
      const answer = await bridge.call('draft.find', { key });
      if (isCurrent) take(answer.ok ? answer.value : '');
    };
    void read();
    // Conversations that are not there yet are each window's own.
    const unsubscribe = bridge.subscribe((event) => {
      const isHere =
        (event.type === 'draft.changed' && event.key === key) ||
        (event.type === 'conversation.changed' && event.conversationId === key);
      if (isHere && key !== 'new' && isIdle()) void read();
    });
    return () => {
      isCurrent = false;
      unsubscribe();
    };
  }, [bridge, key, isIdle, begin]);
}

/** What is written but not sent, per conversation: stored while it is written, back after a restart. */
export function useDraft(key: DraftKey): Draft {
  const [text, setText] = useState('');
  const latest = useRef('');
  /** What is on its way, in order. Its draft is emptied by the transaction that stores it, and not from here. */
  const sent = useRef<readonly string[]>([]);
  /** Grows with every change made here: what was asked for before one is older than it. */
  const changes = useRef(0);
  const { save, saveNow, saveLater, keep, stopWaiting, isSaved } = useSaving();

  const put = useCallback((next: string): void => {
    latest.current = next;
    setText(next);
  }, []);
  const show = (next: string): void => {
    changes.current += 1;
    put(next);
  };
  const isIdle = useCallback(() => isSaved() && sent.current.length === 0, [isSaved]);
  const begin = useCallback(() => {
    const before = changes.current;
    return (stored: string): void => {
      if (changes.current === before && sent.current.length === 0) put(stored);
    };
  }, [put]);
  useStored(key, isIdle, begin);
  useEffect(() => {
    window.addEventListener('pagehide', saveNow);
    document.addEventListener('visibilitychange', saveNow);
    return () => {
      window.removeEventListener('pagehide', saveNow);
      document.removeEventListener('visibilitychange', saveNow);
      saveNow();
    };
  }, [key, saveNow]);

  return {
    text,
    change(next) {
      show(next);
      if (sent.current.length === 0) saveLater({ key, text: next });
      // Should the window go now, none is lost.
      else keep({ key, text: joined(...sent.current, next) });
    },
    take(taken) {
      stopWaiting();
      sent.current = [...sent.current, taken];
      show(restOf(latest.current, taken));
    },
    stored(from, to) {
      sent.current = sent.current.slice(1);
      const rest = joined(...sent.current, latest.current);
      save({ key: from, text: to === from ? rest : '' });
      if (to !== from && rest !== '') save({ key: to, text: rest });
    },
    giveBack(at) {
      if (sent.current.length === 0) return;
      show(joined(...sent.current, latest.current));
      sent.current = [];
      save({ key: at, text: latest.current });
    },
  };
}
