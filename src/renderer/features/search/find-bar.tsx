import './search.css';
import type { ConversationId, MessageId } from '#shared/domain/ids';
import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { IconButton } from '../../ui/icon-button';
import { useFind } from './use-find';
import { useMarks } from './use-marks';

interface FindBarProps {
  readonly conversationId: ConversationId;
  readonly revision: number;
  /** Shows a message in its place, and leaves the focus where it is. */
  readonly onGo: (messageId: MessageId) => void;
  readonly onClose: () => void;
}

/** Finds a text in the conversation that is shown, all of it and not only what is drawn. */
export function FindBar({ conversationId, revision, onGo, onClose }: FindBarProps) {
  const [text, setText] = useState('');
  const {
    total,
    number,
    current,
    terms,
    move,
    text: answered,
  } = useFind(conversationId, revision, text, onGo);
  const marked = useMemo(() => ({ terms, messageId: null }), [terms]);
  useMarks(marked, current);
  const isAsked = terms.length > 0;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' || event.key === 'F3') move(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search className="find-bar" aria-label="Find in this conversation" onKeyDown={onKeyDown}>
      <input
        type="search"
        aria-label="Find in this conversation"
        placeholder="Find in this conversation"
        className="find-box"
        autoFocus
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p role="status" className="find-count">
        {!isAsked || answered !== text ? '' : total === 0 ? 'No results' : `${number}/${total}`}
      </p>
      <IconButton
        label="Previous place"
        shortcut="Shift+Enter"
        disabled={total === 0}
        onClick={() => move(-1)}
      >
        <ChevronUp size={15} aria-hidden />
      </IconButton>
      <IconButton label="Next place" shortcut="Enter" disabled={total === 0} onClick={() => move(1)}>
        <ChevronDown size={15} aria-hidden />
      </IconButton>
      <IconButton label="Close" shortcut="Esc" onClick={onClose}>
        <X size={15} aria-hidden />
      </IconButton>
    </search>
  );
}
