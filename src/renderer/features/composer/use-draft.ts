import type { ConversationId } from '#shared/domain/ids';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';

export type DraftKey = ConversationId | 'new';

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
  const isTouched = useRef(false);

  const save = useCallback((): void => {
    window.clearTimeout(timer.current);
    const draft = unsaved.current;
    unsaved.current = null;
    if (draft !== null) void bridge.call('draft.save', draft);
  }, [bridge]);

  const change = useCallback(
    (next: string): void => {
      setText(next);
      isTouched.current = true;
      unsaved.current = { key, text: next };
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(save, saveDelay);
    },
    [key, save],
  );

  const clear = useCallback((): void => {
    setText('');
    unsaved.current = { key, text: '' };
    save();
  }, [key, save]);

  useEffect(() => {
    let isCurrent = true;
    isTouched.current = false;
    void bridge.call('draft.find', { key }).then((answer) => {
      // What was typed before the answer came is newer than what was stored.
      if (isCurrent && !isTouched.current) setText(answer.ok ? answer.value : '');
    });
    window.addEventListener('pagehide', save);
    return () => {
      isCurrent = false;
      window.removeEventListener('pagehide', save);
      save();
    };
  }, [bridge, key, save]);

  return { text, change, clear };
}
