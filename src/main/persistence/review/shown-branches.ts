import { z } from 'zod';
import type { Client } from '../database';

const columnSchema = z.array(z.object({ name: z.string() }));

/** The columns that change when another branch is shown. */
const shown = ['head_id', 'revision'];

/**
 * Which branch of a conversation is shown is stored with it. Where nothing may be stored, this keeps it in memory, for as
 * long as the connection lives: a temporary view stands before the table, and takes what is written to these columns and nothing else.
 */
export function keepShownBranchesInMemory(client: Client): void {
  const columns = columnSchema.parse(client.pragma('main.table_info(conversation)')).map(({ name }) => name);
  const inView = columns.map((name) =>
    shown.includes(name)
      ? `coalesce((SELECT ${name} FROM temp.shown_branch WHERE id = stored.id), stored.${name}) AS ${name}`
      : `stored.${name}`,
  );
  const isOther = columns
    .filter((name) => !shown.includes(name))
    .map((name) => `new.${name} IS NOT old.${name}`);
  client.exec(`
    CREATE TEMP TABLE shown_branch (id TEXT PRIMARY KEY, head_id TEXT, revision INTEGER) WITHOUT ROWID;
    CREATE TEMP VIEW conversation AS SELECT ${inView.join(', ')} FROM main.conversation AS stored;
    CREATE TEMP TRIGGER show_branch INSTEAD OF UPDATE ON conversation BEGIN
      SELECT RAISE(ABORT, 'a review changes nothing') WHERE ${isOther.join(' OR ')};
      INSERT OR REPLACE INTO shown_branch VALUES (old.id, new.head_id, new.revision);
    END;`);
}
