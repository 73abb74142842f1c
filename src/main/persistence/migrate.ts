import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { sizeOf } from './data-folder';
import type { Client } from './database';
import { storageError } from './storage-error';

/** A migration that ships with this version. */
export interface Migration {
  /** Its number, from 1: the schema's version once it has run. */
  readonly version: number;
  /** `0000_foundation` */
  readonly tag: string;
  /** SHA-256 (hex) of its SQL with `\n` line ends, as pinned when it was made. */
  readonly sha256: string;
  /** SHA-256 (hex) of the tables that it leaves (`shapeOf`), so that a start need not build them; null when not pinned. */
  readonly shapeSha256: string | null;
  readonly read: () => string;
}

/** Marks a database as ours (`Prly` in ASCII), so that somebody else's file is never written to. */
export const applicationId = 0x50726c79;

const journalSchema = z.object({ entries: z.array(z.object({ idx: z.number().int(), tag: z.string() })) });
const hashesSchema = z.record(z.string(), z.string());
const appliedSchema = z.array(z.object({ version: z.number().int(), tag: z.string(), sha256: z.string() }));

const refuse = (what: string): AppError =>
  new AppError(
    storageError(
      'storage.failed',
      `The database cannot be brought up to date: ${what}. Install Parley again.`,
    ),
  );

/** Lists the migrations of a folder made by scripts/generate-migration.mjs. Throws AppError when one is missing. */
export function listMigrations(folder: string): readonly Migration[] {
  const readJson = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));
  const { entries } = journalSchema.parse(readJson('meta/_journal.json'));
  const hashes = hashesSchema.parse(readJson('hashes.json'));
  const shapes = hashesSchema.parse(existsSync(join(folder, 'shapes.json')) ? readJson('shapes.json') : {});
  return entries.map(({ idx, tag }, index) => {
    const sha256 = hashes[tag];
    if (idx !== index || sha256 === undefined) throw refuse(`the list of migrations has a gap at ${tag}`);
    return {
      version: index + 1,
      tag,
      sha256,
      shapeSha256: shapes[tag] ?? null,
      read: () => {
        const sql = readFileSync(join(folder, `${tag}.sql`), 'utf8').replaceAll('\r\n', '\n');
        const found = createHash('sha256').update(sql).digest('hex');
        if (found !== sha256) throw refuse(`${tag} is not the file that was released`);
        return sql;
      },
    };
  });
}

/** The schema's version of a database: 0 when it is empty. */
export const schemaVersionOf = (client: Client): number =>
  z.number().parse(client.pragma('user_version', { simple: true }));

/** Throws when the database was migrated by other SQL than ours. */
function checkApplied(client: Client, migrations: readonly Migration[], version: number): void {
  if (version === 0) return;
  const rows = appliedSchema.parse(
    client.prepare('SELECT version, tag, sha256 FROM schema_migration ORDER BY version').all(),
  );
  if (rows.length !== version) throw refuse(`it says version ${version} but lists ${rows.length} migrations`);
  for (const [index, row] of rows.entries()) {
    const own = migrations[index];
    if (own === undefined || row.version !== own.version || row.sha256 !== own.sha256) {
      throw refuse(`its migration ${row.tag} is not the one of this version`);
    }
  }
}

/** Bytes that a migration may need: a rebuilt table, its log, and the snapshot before. */
function checkFreeSpace(database: string): void {
  const size = sizeOf(database) + sizeOf(`${database}-wal`);
  const { bavail, bsize } = statfsSync(database);
  if (bavail * bsize >= size * 2.2) return;
  throw new AppError(
    storageError(
      'storage.full',
      `The database has to be brought up to date, which needs ${Math.ceil((size * 2.2) / 1_048_576)} MB of free space. Free some space, then start Parley again.`,
    ),
  );
}

/** Applies migrations in one transaction: killed in it, the database is as it was. */
function apply(client: Client, migrations: readonly Migration[], now: number): void {
  // A table that is rebuilt is dropped while others refer to it: checked as a whole before the commit instead.
  client.pragma('foreign_keys = OFF');
  try {
    client
      .transaction(() => {
        for (const migration of migrations) applyOne(client, migration, now);
        const broken = client.pragma('foreign_key_check');
        if (Array.isArray(broken) && broken.length > 0) {
          throw refuse(`${migrations.at(-1)?.tag} would leave ${broken.length} rows without their owner`);
        }
      })
      .immediate();
  } finally {
    client.pragma('foreign_keys = ON');
  }
}

function applyOne(client: Client, migration: Migration, now: number): void {
  const sql = migration.read();
  client.exec(
    'CREATE TABLE IF NOT EXISTS schema_migration (version INTEGER PRIMARY KEY, tag TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT',
  );
  client.exec(sql);
  client
    .prepare('INSERT INTO schema_migration VALUES (?, ?, ?, ?)')
    .run(migration.version, migration.tag, migration.sha256, now);
  client.pragma(`application_id = ${applicationId}`);
  client.pragma(`user_version = ${migration.version}`);
}

export interface MigrationRun {
  readonly database: string;
  readonly migrations: readonly Migration[];
  readonly now: number;
  /** Makes a verified snapshot of the database as it is; not called for an empty one. */
  readonly takeSnapshot: () => void;
}

/**
 * Brings a database up to the version of this app, each migration in one transaction with its number: killed at any
 * point, it is at the one or the other. An empty one gets all of them in one: there is nothing to keep between them, and
 * a first start syncs the disk once. Returns how many ran. Throws AppError `storage.failed` for a gap or SQL that is
 * not the pinned one, `storage.full` without the space, `storage.newer-schema` for a database of a newer app.
 */
export function migrate(client: Client, run: MigrationRun): number {
  const version = schemaVersionOf(client);
  if (version > run.migrations.length) throw new AppError(storageError('storage.newer-schema'));
  checkApplied(client, run.migrations, version);
  const pending = run.migrations.slice(version);
  if (pending.length === 0) return 0;
  if (version > 0) {
    checkFreeSpace(run.database);
    run.takeSnapshot();
  }
  const steps = version === 0 ? [pending] : pending.map((migration) => [migration]);
  for (const step of steps) apply(client, step, run.now);
  return pending.length;
}
