import type { ConversationId } from '#shared/domain/ids';
import { Printer, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { MarkdownHostContext } from '../../features/transcript/index';
import { describeError } from '../../lib/describe-error';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { IconButton } from '../../ui/icon-button';
import { ReadMessage } from './read-message';
import { useReading } from './use-reading';
import { useReadingHost } from './use-reading-host';
import './reading.css';

interface ReadingScreenProps {
  readonly conversationId: ConversationId;
  readonly title: string;
  /** To the conversation below or above in the list. */
  readonly onNeighbour: (by: 1 | -1) => void;
  readonly onPrint: () => void;
  readonly onClose: () => void;
}

/** So much of the page before stays in sight, in px. */
const overlap = 64;
/** From this far above its end the conversation is read on, in px. */
const readAhead = 2_000;

/** One conversation as a text (another one gets a screen of its own): a narrow column, a letter for reading, keys that turn pages. */
export default function ReadingScreen(props: ReadingScreenProps) {
  const { conversationId, title, onNeighbour, onPrint, onClose } = props;
  const { messages, hasMore, error, isLoading, readOn } = useReading(conversationId);
  const host = useReadingHost(conversationId);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const [isSerif, setSerif] = useState(true);
  const [progress, setProgress] = useState(0);
  useEffect(() => scroller.current?.focus(), []);

  const onScroll = (offset: number): void => {
    const handle = list.current;
    if (handle === null) return;
    const end = Math.max(1, handle.scrollSize - handle.viewportSize);
    setProgress(Math.min(1, offset / end));
    if (hasMore && offset > end - readAhead) readOn();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const isOnControl = event.target instanceof HTMLElement && event.target.closest('button, a') !== null;
    if (event.ctrlKey || event.metaKey || event.altKey || (event.key === ' ' && isOnControl)) return;
    const turn = turnOf(event, scroller.current);
    if (event.key === 'Escape') onClose();
    else if (event.key === 'ArrowRight') onNeighbour(1);
    else if (event.key === 'ArrowLeft') onNeighbour(-1);
    else if (turn !== null) scroller.current?.scrollTo({ top: turn });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <main className="reading" aria-label="Reading" data-serif={isSerif || undefined} onKeyDown={onKeyDown}>
      <header className="reading-bar" data-pane>
        <h2 dir="auto">{title}</h2>
        <Button look="quiet" aria-pressed={isSerif} onClick={() => setSerif(!isSerif)}>
          Serif
        </Button>
        <IconButton label="Print…" onClick={onPrint}>
          <Printer size={15} aria-hidden />
        </IconButton>
        <IconButton label="Back to the conversation" shortcut="Esc" onClick={onClose}>
          <X size={15} aria-hidden />
        </IconButton>
      </header>
      <div
        role="progressbar"
        aria-label="Read"
        aria-valuenow={Math.round(progress * 100)}
        className="reading-progress"
      >
        <span style={{ width: `${progress * 100}%` }} />
      </div>
      <div ref={scroller} className="reading-scroller" tabIndex={0} role="document" aria-label={title}>
        <h1 className="reading-title" dir="auto">
          {title}
        </h1>
        {error !== null && <EmptyState title="It cannot be read">{describeError(error).sentence}</EmptyState>}
        {!isLoading && error === null && messages.length === 0 && (
          <EmptyState title="Nothing was written here yet" />
        )}
        <MarkdownHostContext value={host}>
          <Virtualizer ref={list} scrollRef={scroller} startMargin={120} data={messages} onScroll={onScroll}>
            {(message) => <ReadMessage key={message.id} message={message} />}
          </Virtualizer>
        </MarkdownHostContext>
      </div>
    </main>
  );
}

/** Where a key turns the page to; null for other keys. */
function turnOf({ key, shiftKey }: KeyboardEvent, scroller: HTMLElement | null): number | null {
  if (scroller === null) return null;
  const page = scroller.clientHeight - overlap;
  switch (key) {
    case ' ':
      return scroller.scrollTop + (shiftKey ? -page : page);
    case 'PageDown':
      return scroller.scrollTop + page;
    case 'PageUp':
      return scroller.scrollTop - page;
    case 'Home':
      return 0;
    case 'End':
      return scroller.scrollHeight;
    default:
      return null;
  }
}
