import { z } from 'zod';
import type { Client, Database } from '../database';

type Row = Readonly<Record<string, unknown>>;

interface RowsToCopy {
  readonly table: string;
  /** Of theirs; all of them without. */
  readonly where?: string;
  readonly parameters?: readonly unknown[];
  /** Columns that ours makes itself. */
  readonly without?: readonly string[];
  readonly accepts?: (row: Row) => boolean;
}

const columnsOf = (client: Client, table: string): readonly string[] =>
  z
    .array(z.object({ name: z.string() }))
    .parse(client.pragma(`table_info("${table}")`))
    .map(({ name }) => name);

/** Copies rows that are not here by their keys; those that are here stay as they are. Returns how many came. */
export function copyRows(ours: Database, theirs: Database, rows: RowsToCopy): number {
  const { table, where = '1', parameters = [], without = [], accepts = () => true } = rows;
  const columns = columnsOf(ours.client, table).filter((name) => !without.includes(name));
  const names = columns.map((name) => `"${name}"`).join(', ');
  const insert = ours.client.prepare(
    `INSERT OR IGNORE INTO "${table}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  const select = theirs.client.prepare<unknown[], Row>(`SELECT ${names} FROM "${table}" WHERE ${where}`);
  let copied = 0;
  for (const row of select.iterate(...parameters)) {
    if (accepts(row)) copied += insert.run(...columns.map((name) => row[name] ?? null)).changes;
  }
  return copied;
}
