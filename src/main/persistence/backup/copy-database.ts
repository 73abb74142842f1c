import { rmSync } from 'node:fs';
import { z } from 'zod';
import { closeToOthers, databaseFiles, ensurePrivateFile } from '../data-folder';
import { openClient } from '../database';
import type { Client } from '../database';
import { schemaVersionOf } from '../migrate';
import type { BackupManifest } from './backup-manifest';

export interface DatabaseCopy {
  readonly schemaVersion: number;
  readonly counts: BackupManifest['counts'];
  readonly span: BackupManifest['span'];
  /** Hashes of the files that it refers to, in their order. */
  readonly files: readonly string[];
}

/** What is made again when it is needed, and what belongs to this computer: its keys, and how they fared. */
const leftOut = ['answer_cache', 'provider_key', 'breaker_event'];

/** Copies the database as of now to `target`, while others read and write it; then reads off the copy what it holds. */
export function copyDatabase(database: string, target: string): DatabaseCopy {
  const source = openClient(database, { isReadOnly: true });
  try {
    for (const path of databaseFiles(target)) rmSync(path, { force: true });
    ensurePrivateFile(target);
    source.prepare('VACUUM INTO ?').run(target);
    closeToOthers(target);
  } finally {
    source.close();
  }
  const copy = openClient(target, { isReadOnly: false });
  try {
    copy.pragma('journal_mode = DELETE'); // one file
    for (const table of leftOut) copy.exec(`DELETE FROM ${table}`);
    return describe(copy);
  } finally {
    copy.close();
  }
}

const countSchema = z.number().int();
const spanSchema = z.object({ from: z.number().nullable(), to: z.number().nullable() });

function describe(client: Client): DatabaseCopy {
  const count = (table: string, where = '1'): number =>
    countSchema.parse(client.prepare(`SELECT count(*) FROM ${table} WHERE ${where}`).pluck().get());
  const { from, to } = spanSchema.parse(
    client.prepare('SELECT min(created_at) AS "from", max(created_at) AS "to" FROM message').get(),
  );
  return {
    schemaVersion: schemaVersionOf(client),
    counts: {
      conversations: count('conversation'),
      messages: count('message'),
      personas: count('persona', 'is_bundled = 0 AND deleted_at IS NULL'),
      folders: count('folder'),
      providers: count('provider'),
      requests: count('ledger'),
    },
    span: from === null || to === null ? null : { from, to },
    files: z
      .array(z.string())
      .parse(
        client
          .prepare('SELECT sha256 FROM part_file UNION SELECT sha256 FROM draft_file ORDER BY sha256')
          .pluck()
          .all(),
      ),
  };
}
