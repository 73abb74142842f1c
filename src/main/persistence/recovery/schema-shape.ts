import SqliteDatabase from 'better-sqlite3';
import { hash } from 'node:crypto';
import type { Client } from '../database';
import { schemaVersionOf } from '../migrate';
import type { Migration } from '../migrate';

interface Named {
  readonly type: string;
  readonly name: string;
  readonly tbl_name: string;
  readonly sql: string | null;
}

interface Applied {
  readonly version: number;
  readonly sha256: string;
}

/** What a schema comes down to, however its text was written: columns, indexed columns, triggers word by word. */
function shapeOf(client: Client): string {
  const all = client
    .prepare<[], Named>(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name <> 'schema_migration' ORDER BY type, name",
    )
    .all();
  return JSON.stringify(
    all.map(({ type, name, tbl_name: table, sql }) => {
      if (type === 'table') return [type, name, client.pragma(`table_xinfo("${name}")`)];
      if (type === 'index') return [type, name, table, client.pragma(`index_xinfo("${name}")`)];
      return [type, name, table, sql];
    }),
  );
}

const hashShape = (client: Client): string => hash('sha256', shapeOf(client));

/** The tables that these migrations make, built in memory: some 40 ms. */
export function buildShape(migrations: readonly Migration[]): string {
  const memory = new SqliteDatabase(':memory:');
  try {
    for (const migration of migrations) memory.exec(migration.read());
    return hashShape(memory);
  } finally {
    memory.close();
  }
}

/**
 * A flipped bit of an id, a pointer or a mark breaks no page: this finds what it leaves behind. One that makes a time of
 * nothing gives one of the first days of 1970; other times before a row was made are a clock that was set back.
 */
const brokenRows = `
  SELECT 1 FROM conversation WHERE head_id IS NOT NULL AND head_id NOT IN (SELECT id FROM message)
  UNION ALL SELECT 1 FROM conversation WHERE title_source NOT IN ('default', 'auto', 'manual')
  UNION ALL SELECT 1 FROM conversation WHERE deleted_at < min(created_at, 3000000000)
  UNION ALL SELECT 1 FROM message WHERE deleted_at < min(created_at, 3000000000)
  LIMIT 1`;

/**
 * Whether the tables are those of the version that the file says it has. The text of a schema lies in the file as well
 * as the rows: a bit of it that flips is seen by no check of pages, and makes a column unknown. A newer version is not ours
 * to judge.
 */
export function hasOwnSchema(client: Client, migrations: readonly Migration[]): boolean {
  const version = schemaVersionOf(client);
  if (version === 0) return true;
  const listed = client
    .prepare<[], Applied>('SELECT version, sha256 FROM schema_migration ORDER BY version')
    .all();
  if (listed.length !== version || listed.some((row, index) => row.version !== index + 1)) return false;
  if (version > migrations.length) return true;
  const isOwnList = listed.every(({ sha256 }, index) => sha256 === migrations[index]?.sha256);
  const shape = hashShape(client);
  // What is pinned only saves time: another SQLite may describe the same tables in other words.
  const isOwnShape =
    shape === migrations[version - 1]?.shapeSha256 || shape === buildShape(migrations.slice(0, version));
  // Neither is ours: other SQL made it, which is for the migrations to refuse. One of both: the other is damaged.
  if (!isOwnList || !isOwnShape) return !isOwnList && !isOwnShape;
  return version < migrations.length || client.prepare(brokenRows).get() === undefined;
}
