import { Star } from 'lucide-react';
import { useState } from 'react';
import { dayOfYear, fullTime } from '../../lib/dates';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import type { OpenMessage } from './entry-row';
import { ReadingOn } from './reading-on';
import { useHistory } from './use-history';
import './history.css';

const pageSize = 100;
const whose = { user: 'You', assistant: 'Reply', system: 'Note' } as const;

/** Every starred message, the one that was starred last first. */
export function StarredMessages({ onOpen }: { readonly onOpen: OpenMessage }) {
  const [offset, setOffset] = useState(0);
  const { value, error } = useHistory('history.starred', { offset, limit: pageSize });
  const [now] = useState(Date.now);
  const isEmpty = value !== null && value.progress >= 1 && value.total === 0;
  return (
    <div className="history-page">
      <ReadingOn progress={value?.progress ?? null} error={error} />
      {isEmpty && (
        <EmptyState title="No starred messages">
          Star a message under it, and it can be found again here.
        </EmptyState>
      )}
      {value?.stars.map(({ conversationId, messageId, title, role, createdAt, excerpt }) => (
        <button
          key={messageId}
          type="button"
          className="history-entry"
          onClick={() => onOpen(conversationId, messageId)}
        >
          <time title={fullTime(createdAt)}>{dayOfYear(createdAt, now)}</time>
          <span className="history-entry-text">
            <b dir="auto">{excerpt === '' ? whose[role] : excerpt}</b>
            <span dir="auto">{title}</span>
          </span>
          <small>
            <Star size={12} aria-hidden fill="currentColor" /> {whose[role]}
          </small>
        </button>
      ))}
      {value !== null && value.total > pageSize && (
        <div className="history-pages">
          <Button disabled={offset === 0} onClick={() => setOffset(offset - pageSize)}>
            Later ones
          </Button>
          <Button disabled={offset + pageSize >= value.total} onClick={() => setOffset(offset + pageSize)}>
            Earlier ones
          </Button>
        </div>
      )}
    </div>
  );
}
