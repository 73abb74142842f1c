import type { FindAnswer } from '#shared/domain/search';
import { findAnswerSchema } from '#shared/domain/search';
import { foldText } from '#shared/domain/fold-text';
import { listTermPlaces } from '#shared/domain/find-term';
import type { Client } from '../database';
import { createMessageSource, documentId, foldDocument } from './document';

interface BranchRow {
  readonly id: string;
  readonly position: number;
  readonly isDeleted: number;
}

/** Counts a text as it stands in every message of the branch that a conversation shows. */
export type FindInBranch = (conversationId: string, text: string) => FindAnswer;

const branch = `
  WITH RECURSIVE up(id, position, parent_id, depth, deleted_at) AS (
    SELECT message.id, message.position, message.parent_id, message.depth, message.deleted_at
    FROM conversation JOIN message ON message.id = conversation.head_id
    WHERE conversation.id = ? AND conversation.deleted_at IS NULL
    UNION ALL
    SELECT message.id, message.position, message.parent_id, message.depth, message.deleted_at FROM up
    JOIN message ON message.id = up.parent_id AND message.depth < up.depth
  ) SELECT id, position, deleted_at IS NOT NULL AS isDeleted FROM up`;

export function createFindInBranch(source: Client, index: Client | null): FindInBranch {
  const rows = source.prepare<[string], BranchRow>(branch);
  const indexed = index?.prepare<[number], string>('SELECT text FROM doc WHERE id = ?').pluck();
  const messages = createMessageSource(source);
  // A message that the index has not taken in yet is read and folded here.
  const textAt = (position: number): string =>
    indexed?.get(documentId(position, 'text')) ?? foldDocument(messages.find(position)?.texts.text ?? '');

  return (conversationId, text) => {
    const sought = foldText(text).trim();
    if (sought === '') return { messages: [], total: 0 };
    const term = { text: sought, startsWord: false, endsWord: false };
    const found = rows.all(conversationId).flatMap(({ id, position, isDeleted }) => {
      const count = isDeleted === 1 ? 0 : listTermPlaces(textAt(position), term).length;
      return count === 0 ? [] : [{ messageId: id, count }];
    });
    const total = found.reduce((sum, { count }) => sum + count, 0);
    return findAnswerSchema.parse({ messages: found.reverse(), total });
  };
}
