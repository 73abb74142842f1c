import type { ArchivedConversation } from '#shared/domain/archive';
import type { Database } from '../database';
import { archiveStatements } from './archive-statements';
import type { ArchiveWriting } from './write-archived';

/** What `writeArchived` would do with it. */
export function lookUpArchived(
  database: Database,
  conversation: Pick<ArchivedConversation, 'id'> & {
    readonly messages: readonly Pick<ArchivedConversation['messages'][number], 'id'>[];
  },
): ArchiveWriting {
  const statements = archiveStatements(database);
  return database.read(() => {
    const stored = statements.findConversation.get(conversation.id);
    if (stored === undefined) return { outcome: 'new', messages: conversation.messages.length };
    if (stored.deletedAt !== null) return { outcome: 'existing', messages: 0 };
    const known = new Set(statements.listPlaces.all(conversation.id).map(({ id }) => id));
    const messages = conversation.messages.filter(({ id }) => !known.has(id)).length;
    return { outcome: messages === 0 ? 'existing' : 'added', messages };
  });
}

/** How many of these conversations are stored, and how many messages they hold. */
export function countStored(
  { client, read }: Database,
  ids: readonly string[],
): { readonly conversations: number; readonly messages: number } {
  const list = JSON.stringify(ids);
  const count = (table: string, column: string): number =>
    client
      .prepare<[string], number>(
        `SELECT count(*) FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?))`,
      )
      .pluck()
      .get(list) ?? 0;
  return read(() => ({
    conversations: count('conversation', 'id'),
    messages: count('message', 'conversation_id'),
  }));
}
