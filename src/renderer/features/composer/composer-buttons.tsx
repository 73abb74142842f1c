import { ArrowUp, ListPlus, Square } from 'lucide-react';

interface ComposerButtonsProps {
  readonly isStreaming: boolean;
  readonly isEmpty: boolean;
  readonly cannotSend: boolean;
  /** Why it cannot be sent just now. */
  readonly heldBecause: string | null;
  readonly onStop: () => void;
}

/** Send; while a reply is written Stop, and Queue as soon as there is something to queue. */
export function ComposerButtons({
  isStreaming,
  isEmpty,
  cannotSend,
  heldBecause,
  onStop,
}: ComposerButtonsProps) {
  if (!isStreaming) {
    return (
      <button
        type="submit"
        className="composer-send"
        aria-label="Send"
        title={heldBecause ?? 'Send'}
        disabled={cannotSend}
      >
        <ArrowUp aria-hidden size={16} />
      </button>
    );
  }
  return (
    <>
      {!isEmpty && (
        <button
          type="submit"
          className="composer-queue"
          title={heldBecause ?? 'Send when the reply ends'}
          disabled={cannotSend}
        >
          <ListPlus aria-hidden size={14} />
          Queue
        </button>
      )}
      <button type="button" className="composer-send" aria-label="Stop" title="Stop (Esc)" onClick={onStop}>
        <Square aria-hidden size={12} fill="currentColor" />
      </button>
    </>
  );
}
