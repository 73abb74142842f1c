import { z } from 'zod';
import type { Client } from '../database';
import { queuePrefix } from '../repositories/queue-rows';

/** What is to be erased of a database. */
export const erasedRowsSchema = z.strictObject({
  conversationIds: z.array(z.string()).readonly(),
  personaIds: z.array(z.string()).readonly(),
});
export type ErasedRows = z.infer<typeof erasedRowsSchema>;

export interface ErasedCounts {
  readonly conversations: number;
  readonly messages: number;
}

const listed = 'SELECT value FROM json_each(?)';

type Run = (table: string, sql: string, ...values: readonly (string | number)[]) => number;

/** Statements on tables and columns that this database has: a snapshot may be of an older version. */
function runner(client: Client): Run {
  const tables = new Set(
    client.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all(),
  );
  return (table, sql, ...values) => (tables.has(table) ? client.prepare(sql).run(...values).changes : 0);
}

/**
 * Deletes rows with everything that belongs to them, in the trash or not; inside of a transaction. Works on a database of
 * any version. The ledger keeps what a request cost: it holds no word.
 */
export function eraseRows(
  client: Client,
  { conversationIds, personaIds }: ErasedRows,
  /** Epoch ms: what is known of files that nothing needs goes too, but of one that is just being attached. */
  filesBefore: number,
): ErasedCounts {
  const run = runner(client);
  if (personaIds.length > 0) erasePersonas(client, run, JSON.stringify(personaIds));
  const list = JSON.stringify(conversationIds);
  const files = JSON.stringify(listFilesOf(client, list));
  const counts = eraseConversations(client, run, list);
  run(
    'file',
    `DELETE FROM file WHERE (created_at < ? OR sha256 IN (${listed}))
       AND sha256 NOT IN (SELECT sha256 FROM part_file) AND sha256 NOT IN (SELECT sha256 FROM draft_file)`,
    filesBefore,
    files,
  );
  return counts;
}

const messagesOf = `SELECT id FROM message WHERE conversation_id IN (${listed})`;
// Drafts, and messages that wait: the id (36 characters) stands first in what follows the prefix.
const ownKey = `substr(replace(key, '${queuePrefix}', ''), 1, 36) IN (${listed})`;

function eraseConversations(client: Client, run: Run, list: string): ErasedCounts {
  const messages = Number(client.prepare(`SELECT count(*) FROM (${messagesOf})`).pluck().get(list));
  run('draft', `DELETE FROM draft WHERE ${ownKey}`, list);
  run('draft_file', `DELETE FROM draft_file WHERE ${ownKey}`, list);
  // What a provider said of an attempt may quote what was asked.
  run('attempt', `DELETE FROM attempt WHERE message_id IN (${messagesOf})`, list);
  const conversations = run('conversation', `DELETE FROM conversation WHERE id IN (${listed})`, list);
  return { conversations, messages };
}

/** Files (their hashes) that these conversations need; others may need them too. `list`: a JSON array of ids. */
export function listFilesOf(client: Client, list: string): readonly string[] {
  if (!hasTable(client, 'part_file')) return [];
  const hashes = client
    .prepare<[string, string], string>(
      `SELECT sha256 FROM part_file WHERE message_id IN (${messagesOf}) UNION SELECT sha256 FROM draft_file WHERE ${ownKey}`,
    )
    .pluck();
  return hashes.all(list, list);
}

/** Files that nothing refers to: of drafts that were sent or emptied. A snapshot may still need them. */
export const listUnneededFiles = (client: Client): readonly string[] =>
  client
    .prepare<[], string>(
      'SELECT sha256 FROM file WHERE sha256 NOT IN (SELECT sha256 FROM part_file) AND sha256 NOT IN (SELECT sha256 FROM draft_file)',
    )
    .pluck()
    .all();

const hasTable = (client: Client, name: string): boolean =>
  client.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined;

/** Also what was sent with a persona's words in it; replies that it gave stay with their conversations. */
function erasePersonas(client: Client, run: Run, list: string): void {
  const byLedger = hasTable(client, 'ledger')
    ? `OR attempt_id IN (SELECT id FROM ledger WHERE persona_id IN (${listed}))`
    : '';
  const values = byLedger === '' ? [list, list] : [list, list, list];
  run(
    'attempt_exchange',
    `DELETE FROM attempt_exchange WHERE
       attempt_id IN (SELECT id FROM attempt WHERE persona_id IN (${listed}))
       OR message_id IN (SELECT message.id FROM message JOIN conversation ON conversation.id = conversation_id
         WHERE conversation.persona_id IN (${listed})) ${byLedger}`,
    ...values,
  );
  run('retention_rule', `DELETE FROM retention_rule WHERE persona_id IN (${listed})`, list);
  run(
    'conversation',
    `UPDATE conversation SET persona_id = NULL, revision = revision + 1 WHERE persona_id IN (${listed})`,
    list,
  );
  run('persona', `DELETE FROM persona WHERE id IN (${listed})`, list);
}
