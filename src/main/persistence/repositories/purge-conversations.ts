import type { Database } from '../database';
import { isHeldSql } from './holds';
import { queuePrefix } from './queue-rows';

/** Deletes for good those of these that are in the trash and not on hold, with all they hold. Returns how many. The ledger stays. */
export function purgeConversations({ client, write }: Database, ids: readonly string[]): number {
  const list = JSON.stringify(ids);
  const inTrash = `SELECT id FROM conversation
    WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NOT NULL AND NOT ${isHeldSql()}`;
  // Drafts, and messages that wait: the id (36 characters) stands first in what follows the prefix.
  const isOfThese = `substr(replace(key, '${queuePrefix}', ''), 1, 36) IN (${inTrash})`;
  return write(
    () => {
      client.prepare(`DELETE FROM draft WHERE ${isOfThese}`).run(list);
      client.prepare(`DELETE FROM draft_file WHERE ${isOfThese}`).run(list);
      return client.prepare(`DELETE FROM conversation WHERE id IN (${inTrash})`).run(list).changes;
    },
    { frees: true },
  );
}

/** Ids of what was put in the trash until then (epoch ms) and is not on hold, the oldest first. */
export const listTrashedIds = ({ client, read }: Database, until: number, limit: number): string[] =>
  read(() =>
    client
      .prepare<[number, number], string>(
        `SELECT id FROM conversation WHERE deleted_at <= ? AND NOT ${isHeldSql()} ORDER BY deleted_at LIMIT ?`,
      )
      .pluck()
      .all(until, limit),
  );
