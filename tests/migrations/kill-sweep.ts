import SqliteDatabase from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { hashMessage, hashPart } from '#main/persistence/content-hash';
import { openClient } from '#main/persistence/database';
import { listMigrations, migrate } from '#main/persistence/migrate';
import { openStore } from '#main/persistence/open-store';
import { fakeClock, silentLogger, temporaryFolder } from '../harness/database';
import { rebuildParts, withMoreMigrations } from './fixture-migrations';

export interface MigrationKills {
  /** The version of the schema that the database had; 0 is an empty folder. */
  readonly from: number;
  readonly kills: number;
  /** Still at its version after the kill; brought on by one migration or more; ended by itself before the kill. */
  readonly old: number;
  readonly migrated: number;
  readonly finished: number;
  readonly problems: readonly string[];
}

export interface SweepOptions {
  /** `node` runs it: FOLDER MIGRATIONS (open-once.ts, bundled). */
  readonly openOnce: string;
  readonly killsEach: number;
  /** The version to begin with: 0 is an empty folder. */
  readonly oldest: number;
  /** The folder `drizzle/` as shipped. */
  readonly shipped: string;
}

const open = (folder: string, migrations: string) =>
  openStore({
    folder,
    clock: fakeClock(),
    logger: silentLogger,
    resources: { migrationsFolder: migrations, snapshotWorker: null },
  });

const weird = ['', 'plain', 'quote \' " ;', '漢字 👩‍👩‍👧', '\u0000 nul', 'x'.repeat(3000), '-- DROP TABLE part;'];

/** Rows with the columns of the first schema, which every later one still has. */
function fill(path: string): void {
  const file = new SqliteDatabase(path);
  const insert = (table: string, row: Readonly<Record<string, unknown>>): void => {
    const names = Object.keys(row);
    file
      .prepare(`INSERT INTO ${table} (${names.join()}) VALUES (${names.map(() => '?').join()})`)
      .run(...Object.values(row));
  };
  file.transaction(() => {
    for (let index = 0; index < 200; index += 1) {
      const [conversation, message] = [v7(), v7()];
      const text = weird[index % weird.length] ?? '';
      const times = { created_at: index, updated_at: index };
      insert('conversation', {
        id: conversation,
        title: text.slice(0, 60),
        title_source: 'auto',
        head_id: message,
        list_position: index,
        revision: 1,
        ...times,
      });
      const part = {
        index: 0,
        type: 'text',
        payload: JSON.stringify({ v: 1, text }),
        providerStateKind: null,
        providerState: null,
      };
      const own = {
        id: message,
        conversationId: conversation,
        parentId: null,
        role: 'user',
        status: 'complete',
        depth: 0,
        createdAt: index,
        error: null,
      };
      const sha256 = hashPart(message, part);
      insert('message', {
        id: message,
        conversation_id: conversation,
        role: own.role,
        status: own.status,
        depth: 0,
        created_at: index,
        content_sha256: hashMessage(own, [sha256]),
      });
      insert('part', {
        message_id: message,
        part_index: 0,
        type: part.type,
        payload: part.payload,
        sha256,
      });
    }
  })();
  file.close();
}

const oldTables = ['conversation', 'message', 'part'] as const;

/** Version, soundness and every row of the first schema's tables, as another process reads them. */
function look(path: string, columns: Readonly<Record<string, string>>) {
  const file = new SqliteDatabase(path, { readonly: true });
  try {
    const rows = oldTables.map((table) =>
      columns[table] === undefined
        ? []
        : file.prepare(`SELECT ${columns[table]} FROM ${table} ORDER BY 1, 2`).raw().all(),
    );
    return {
      version: Number(file.pragma('user_version', { simple: true })),
      isSound: file.pragma('integrity_check', { simple: true }) === 'ok',
      rows: JSON.stringify(rows),
    };
  } finally {
    file.close();
  }
}

const firstColumns = {
  conversation: 'id, title, head_id, revision',
  message: 'id, conversation_id, depth, content_sha256',
  part: 'message_id, part_index, payload, sha256',
};

interface Run {
  readonly isFinished: boolean;
  readonly ms: number;
}

/** Starts the opening and kills it so many ms after it began; it may have finished by then. */
async function openAndKill(
  openOnce: string,
  folder: string,
  migrations: string,
  delayMs: number,
): Promise<Run> {
  const child = spawn(process.execPath, [openOnce, folder, migrations], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let began = 0;
  child.stdout.once('data', () => {
    began = performance.now();
    if (delayMs <= 0) child.kill('SIGKILL');
    else if (Number.isFinite(delayMs)) setTimeout(() => child.kill('SIGKILL'), delayMs);
  });
  return new Promise((resolve) =>
    child.once('exit', (code) => resolve({ isFinished: code === 0, ms: performance.now() - began })),
  );
}

/** A database with content, as an app of that version has left it. */
function makeOld(folder: string, migrations: string, version: number): void {
  const path = join(folder, 'parley.db');
  const client = openClient(path, { isReadOnly: false });
  const own = listMigrations(migrations).slice(0, version);
  migrate(client, { database: path, migrations: own, now: 1, takeSnapshot: () => undefined });
  client.close();
  fill(path);
}

interface Sweep extends SweepOptions {
  readonly migrations: string;
  readonly latest: number;
}

async function sweepFrom(from: number, sweep: Sweep): Promise<MigrationKills> {
  const { openOnce, killsEach, migrations, latest } = sweep;
  using places = temporaryFolder();
  const template = join(places.path, 'template');
  mkdirSync(template);
  if (from > 0) makeOld(template, migrations, from);
  const told = from === 0 ? null : look(join(template, 'parley.db'), firstColumns).rows;
  const copy = (): string => {
    const folder = join(places.path, `run-${v7()}`);
    cpSync(template, folder, { recursive: true });
    return folder;
  };
  // As long as it takes by itself, so that the kills are spread over all of it.
  const whole = await openAndKill(openOnce, copy(), migrations, Infinity);
  const counts = { old: 0, migrated: 0, finished: 0 };
  const problems: string[] = [];
  for (let number = 0; number < killsEach; number += 1) {
    const folder = copy();
    const { isFinished } = await openAndKill(openOnce, folder, migrations, (whole.ms * number) / killsEach);
    if (isFinished) counts.finished += 1;
    if (told !== null) {
      const found = look(join(folder, 'parley.db'), firstColumns);
      if (found.version === from) counts.old += 1;
      else counts.migrated += 1;
      const wrong = [
        ...(found.version >= from && found.version <= latest ? [] : [`version ${found.version}`]),
        ...(found.isSound ? [] : ['the file is not sound']),
        ...(found.rows === told ? [] : ['rows differ']),
      ];
      problems.push(...wrong.map((what) => `from ${from}, kill ${number}: ${what}`));
    }
    const after = openedProblems(folder, migrations, { from, latest, told });
    problems.push(...after.map((what) => `from ${from}, kill ${number}: ${what}`));
  }
  return { from, kills: killsEach, ...counts, problems };
}

interface Expected {
  readonly from: number;
  readonly latest: number;
  /** Null for an empty folder. */
  readonly told: string | null;
}

/** The next start finishes what was killed, without a word and without a loss, and a snapshot of before is there. */
function openedProblems(
  folder: string,
  migrations: string,
  { from, latest, told }: Expected,
): readonly string[] {
  const opening = open(folder, migrations);
  if (!opening.ok) return [`it does not open: ${opening.error.code}`];
  const { store, notices } = opening.value;
  const snapshot = store.snapshots.list().find(({ schemaVersion }) => schemaVersion === from);
  const before = snapshot === undefined || told === null ? null : look(snapshot.path, firstColumns).rows;
  store.close();
  const found = look(join(folder, 'parley.db'), told === null ? {} : firstColumns);
  const unexpected = notices.filter(({ code }) => code !== 'storage.log-missing');
  return [
    ...unexpected.map(({ code }) => code),
    ...(found.version === latest ? [] : [`version ${found.version} after the start`]),
    ...(told === null || found.rows === told ? [] : ['rows differ after the start']),
    ...(told === before ? [] : ['no snapshot of what was before, or not that']),
  ];
}

/**
 * Kills the way from every version of the schema to the newest, and on over a migration that rebuilds the largest table,
 * at so many points each.
 */
export async function* sweepMigrationKills(options: SweepOptions): AsyncGenerator<MigrationKills> {
  using more = temporaryFolder();
  const migrations = withMoreMigrations(
    join(more.path, 'all'),
    [['9000_rebuild', rebuildParts]],
    options.shipped,
  );
  const latest = listMigrations(migrations).length;
  for (let from = options.oldest; from < latest; from += 1) {
    yield await sweepFrom(from, { ...options, migrations, latest });
  }
}
