import SqliteDatabase from 'better-sqlite3';
import { constants, copyFileSync, existsSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { databaseFiles, ensurePrivateFile } from '../data-folder';
import { busyTimeoutMs } from '../database';
import type { Client } from '../database';

/** Changes whenever what is stored here, or how text is folded and taken apart, does: the index is then made again. */
const indexVersion = 1;

/** Every printable sign of ASCII is a part of a feature; the rest of Unicode is by itself. */
const signs = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at))
  .filter((sign) => !/[A-Za-z0-9]/.test(sign))
  .join('');
const tokenizer = `ascii tokenchars '${signs.replaceAll("'", "''")}'`.replaceAll('"', '""');
const features = (name: string): string =>
  `CREATE VIRTUAL TABLE ${name} USING fts5(features, content='', tokenize="${tokenizer}", detail=none, columnsize=0);
   INSERT INTO ${name}(${name}, rank) VALUES ('secure-delete', 1);`;

/**
 * `doc`: one text of a message; its id is the message's position × 4 and what the text is (document.ts).
 * `feature` and `title_feature` hold what stands in the texts (features.ts) and are asked with FTS5's `MATCH`.
 */
const schema = `
  CREATE TABLE state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- The last row of search_change that was taken in, and its token: the history that this index is of.
    seq INTEGER NOT NULL,
    token INTEGER NOT NULL,
    -- A new index takes in the newest messages first: what is left are positions up to build_left, of build_total.
    build_left INTEGER NOT NULL,
    build_total INTEGER NOT NULL,
    titles_built INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE conversation (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL) STRICT;
  CREATE TABLE model (
    number INTEGER PRIMARY KEY, provider_id TEXT NOT NULL, model_id TEXT NOT NULL, name TEXT NOT NULL,
    UNIQUE (provider_id, model_id, name)
  ) STRICT;
  CREATE TABLE doc (id INTEGER PRIMARY KEY, facets TEXT NOT NULL, text TEXT NOT NULL) STRICT;
  ${features('feature')}
  ${features('title_feature')}
  PRAGMA user_version = ${indexVersion};`;

const rules: readonly string[] = [
  'journal_mode = WAL',
  // It is made again from the database when a power cut took its end, and is whole in any case.
  'synchronous = NORMAL',
  'secure_delete = ON',
  'trusted_schema = OFF',
  'temp_store = MEMORY',
  'cache_size = -16384',
  'mmap_size = 0',
  'journal_size_limit = 16777216',
];

const stateSchema = z.object({
  seq: z.number(),
  token: z.number(),
  buildLeft: z.number(),
  buildTotal: z.number(),
  areTitlesBuilt: z.number().transform((value) => value === 1),
});
export type IndexState = z.infer<typeof stateSchema>;

export const readState = (index: Client): IndexState =>
  stateSchema.parse(
    index
      .prepare(
        'SELECT seq, token, build_left AS buildLeft, build_total AS buildTotal, titles_built AS areTitlesBuilt FROM state',
      )
      .get(),
  );

function openFile(path: string): Client {
  ensurePrivateFile(path);
  const index = new SqliteDatabase(path, { timeout: busyTimeoutMs });
  try {
    for (const rule of rules) index.pragma(rule);
    return index;
  } catch (error) {
    index.close();
    throw error;
  }
}

/** The history of the database as far as it goes now. */
function lastChange(source: Client): { readonly seq: number; readonly token: number } {
  return z
    .object({ seq: z.number(), token: z.number() })
    .parse(source.prepare('SELECT seq, token FROM search_change ORDER BY seq DESC LIMIT 1').get());
}

/** Whether the index was made from this history: the row that it took in last is still there, and the same. */
function isOfHistory(index: Client, source: Client): boolean {
  const { seq, token } = readState(index);
  return source.prepare('SELECT token FROM search_change WHERE seq = ?').pluck().get(seq) === token;
}

function isUsable(index: Client, source: Client): boolean {
  try {
    return index.pragma('user_version', { simple: true }) === indexVersion && isOfHistory(index, source);
  } catch {
    return false; // damaged: nothing in it is worth saving
  }
}

function create(path: string, source: Client): Client {
  removeIndex(path);
  const index = openFile(path);
  try {
    // First how far history goes, then how far the messages: what comes in between is seen twice and not missed.
    const { seq, token } = lastChange(source);
    const end = source.prepare('SELECT coalesce(max(position), 0) FROM message').pluck().get();
    index.transaction(() => {
      index.exec(schema);
      index.prepare('INSERT INTO state VALUES (1, ?, ?, ?, ?, 0)').run(seq, token, end, end);
    })();
    return index;
  } catch (error) {
    index.close();
    throw error;
  }
}

/** Takes the index away; it is made again when it is opened. */
export function removeIndex(path: string): void {
  for (const file of databaseFiles(path)) rmSync(file, { force: true });
}

/** Begins an index as a copy of another, where there is none yet. One that cannot be copied is made anew instead. */
export function seedIndex(from: string, path: string): void {
  if (existsSync(path)) return;
  try {
    for (const end of ['', '-wal']) {
      if (existsSync(`${from}${end}`))
        copyFileSync(`${from}${end}`, `${path}${end}`, constants.COPYFILE_FICLONE);
    }
  } catch {
    removeIndex(path);
  }
}

/**
 * Opens the index of a database, or begins a new one when there is none, or one that is damaged, of another version, or
 * of another history. `source` is any connection to the database. Throws what SQLite throws.
 */
export function openIndex(path: string, source: Client): Client {
  if (!existsSync(path)) return create(path, source);
  let index: Client;
  try {
    index = openFile(path);
  } catch {
    return create(path, source);
  }
  if (isUsable(index, source)) return index;
  index.close();
  return create(path, source);
}
