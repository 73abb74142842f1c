import './composer.css';
import type { ClipboardEvent, KeyboardEvent, ReactNode, RefObject } from 'react';
import type { DraftKey } from '#shared/domain/draft-key';
import { sendKeyHint, sends, type SendKey } from '../../lib/send-key';
import { ComposerButtons } from './composer-buttons';
import { QueuedMessages } from './queued-messages';
import { useSending } from './use-sending';

interface ComposerProps {
  readonly draftKey: DraftKey;
  readonly sendKey: SendKey;
  /** A reply is being written: the button stops it. */
  readonly isStreaming: boolean;
  /** Why what waits for the end of a reply is not sent by itself. */
  readonly pausedBecause: string | null;
  /**
   * Sends, or queues while a reply streams. `onTaken` is called when it is on its way. Resolves to the conversation in which
   * it was stored, or to null when it was not.
   */
  readonly onSend: (text: string, onTaken: () => void) => Promise<DraftKey | null>;
  /** The window shows the conversation whose message is being stored. */
  readonly isBeingStored: boolean;
  /** Queues what was written while the message before it was being stored; resolves as `onSend` does. */
  readonly onQueue: (place: DraftKey, text: string) => Promise<DraftKey | null>;
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
  pausedBecause,
  onSend,
  isBeingStored,
  onQueue,
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
  const sending = useSending({ draftKey, isBeingStored, onSend, onQueue });
  const { text, change } = sending.draft;
  const isWaiting = sending.state === 'waits';
  // The files that are still in sight go with the message that is being stored.
  const isEmpty = text.trim() === '' && (!hasFiles || isWaiting);
  const cannotSend = isEmpty || heldBecause !== null || sending.state === 'not-now';
  const submit = (): void => {
    if (!cannotSend) sending.submit();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const { key, nativeEvent } = event;
    if (sends(event, sendKey)) {
      event.preventDefault();
      submit();
    } else if (key === 'ArrowUp' && text === '' && !nativeEvent.isComposing && !isStreaming) {
      event.preventDefault();
      onEditLast();
    }
  };

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
        // A button that was pressed goes, or has nothing more to send.
        inputRef.current?.focus();
      }}
    >
      {problem}
      {draftKey !== 'new' && draftKey !== 'quick' && (
        <QueuedMessages
          key={draftKey}
          conversationId={draftKey}
          {...{ isStreaming, pausedBecause, text }}
          waiting={sending.waiting}
          onText={(next) => {
            change(next);
            inputRef.current?.focus();
          }}
          onLeave={() => inputRef.current?.focus()}
        />
      )}
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
          value={text}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <div className="composer-row">
          {attach}
          <span className="composer-hint" aria-hidden>
            {hintOf(sendKey, isStreaming || isWaiting)}
          </span>
          <ComposerButtons
            {...{ isStreaming, isEmpty, cannotSend, heldBecause }}
            onStop={() => {
              onStop();
              inputRef.current?.focus();
            }}
          />
        </div>
      </div>
    </form>
  );
}

function hintOf(sendKey: SendKey, isStreaming: boolean): string {
  return isStreaming && sendKey === 'enter' ? 'Enter to send when the reply ends' : sendKeyHint(sendKey);
}
