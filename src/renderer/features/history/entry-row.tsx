import type { HistoryEntry } from '#shared/domain/history';
import type { ConversationId, MessageId } from '#shared/domain/ids';
import { useState } from 'react';
import { countOf } from '../../lib/numbers';
import { dayOfYear, timeOfDay } from '../../lib/dates';

export type OpenMessage = (conversationId: ConversationId, messageId: MessageId) => void;

interface EntryRowProps {
  readonly entry: HistoryEntry;
  /** The day is told too, where no heading does. */
  readonly hasDay: boolean;
  readonly onOpen: OpenMessage;
}

/** What of a conversation was written on one day; opens there. */
export function EntryRow({ entry, hasDay, onOpen }: EntryRowProps) {
  const { conversationId, messageId, title, startedAt, messages, models, persona, excerpt } = entry;
  const [now] = useState(Date.now);
  const facts = [countOf(messages, 'message'), ...models.slice(0, 2), ...(persona === null ? [] : [persona])];
  return (
    <button type="button" className="history-entry" onClick={() => onOpen(conversationId, messageId)}>
      <time>{hasDay ? dayOfYear(startedAt, now) : timeOfDay(startedAt)}</time>
      <span className="history-entry-text">
        <b dir="auto">{title}</b>
        {excerpt !== title && <span dir="auto">{excerpt}</span>}
      </span>
      <small>{facts.join(' · ')}</small>
    </button>
  );
}
