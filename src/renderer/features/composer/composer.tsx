import './composer.css';
import { ArrowUp, Square } from 'lucide-react';
import { useState, type ClipboardEvent, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { hasMod } from '../../lib/platform';
import { isSendKey, type SendKey } from './composer-keys';
import { useDraft, type DraftKey } from './use-draft';

interface ComposerProps {
  readonly draftKey: DraftKey;
  readonly sendKey: SendKey;
  /** A reply is being written: the button stops it. */
  readonly isStreaming: boolean;
  /** True once the message is stored; the text stays until then. */
  readonly onSend: (text: string) => Promise<boolean>;
  readonly onStop: () => void;
  /** Asked for by the key Up in an empty composer. */
  readonly onEditLast: () => void;
  readonly inputRef: RefObject<HTMLTextAreaElement | null>;
  /** Why the last message was not sent. */
  readonly problem: ReactNode;
  /** Files go along: the text may be empty. */
  readonly hasFiles: boolean;
  /** Why it cannot be sent just now, e.g. while a file is on its way. */
  readonly heldBecause: string | null;
  /** The files, above the text. */
  readonly files: ReactNode;
  /** The button that adds files. */
  readonly attach: ReactNode;
  readonly onPaste: (event: ClipboardEvent<HTMLTextAreaElement>) => void;
}

/** Where a message is written. */
export function Composer({
  draftKey,
  sendKey,
  isStreaming,
  onSend,
  onStop,
  onEditLast,
  inputRef,
  problem,
  hasFiles,
  heldBecause,
  files,
  attach,
  onPaste,
}: ComposerProps) {
  /** The draft that is being sent: a new conversation gets its id before its first message is stored. */
  const [sending, setSending] = useState<DraftKey | null>(null);
  const { text, change, clear } = useDraft(sending ?? draftKey);
  const isEmpty = text.trim() === '' && !hasFiles;
  const cannotSend = isEmpty || heldBecause !== null || sending !== null;

  const submit = async (): Promise<void> => {
    if (cannotSend || isStreaming) return;
    setSending(draftKey);
    if (await onSend(text.trim() === '' ? '' : text)) clear();
    setSending(null);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const { key, shiftKey, altKey, nativeEvent } = event;
    const { isComposing } = nativeEvent;
    // The only sign that some input methods leave of their own Enter.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const { keyCode } = event;
    if (isSendKey({ key, shiftKey, altKey, keyCode, isComposing, hasMod: hasMod(event) }, sendKey)) {
      event.preventDefault();
      void submit();
    } else if (key === 'ArrowUp' && text === '' && !isComposing && !isStreaming) {
      event.preventDefault();
      onEditLast();
    }
  };

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {problem}
      <div className="composer-box">
        {files}
        <textarea
          ref={inputRef}
          aria-label="Message"
          placeholder="Message"
          rows={1}
          autoFocus
          spellCheck
          dir="auto"
          readOnly={sending !== null}
          value={text}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <div className="composer-row">
          {attach}
          <span className="composer-hint" aria-hidden>
            {sendKey === 'enter' ? 'Enter to send, Shift+Enter for a new line' : 'Enter for a new line'}
          </span>
          {isStreaming ? (
            <button
              type="button"
              className="composer-send"
              aria-label="Stop"
              title="Stop (Esc)"
              onClick={onStop}
            >
              <Square aria-hidden size={12} fill="currentColor" />
            </button>
          ) : (
            <button
              type="submit"
              className="composer-send"
              aria-label="Send"
              title={heldBecause ?? 'Send'}
              disabled={cannotSend}
            >
              <ArrowUp aria-hidden size={16} />
            </button>
          )}
        </div>
      </div>
    </form>
  );
}
