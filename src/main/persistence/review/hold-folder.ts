import SqliteDatabase from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { isRunning } from './is-running';

/** Who works in a data folder that is to be read. */
export interface HeldFolder {
  /** `here`: a Parley of this computer has it open; `elsewhere`: one of another computer does, or did. */
  readonly owner: 'nobody' | 'here' | 'elsewhere';
  readonly release: () => void;
}

const rowSchema = z.object({ pid: z.number().nullable(), host: z.string() });

/**
 * Keeps Parley from beginning to work in a folder while it is read, without a byte written: a reading transaction on
 * `app.lock` is enough, since whoever takes the lock has to write into it (app-lock.ts). A folder without that file, or
 * with one that cannot be read, is held by nobody.
 */
export function holdFolder(lock: string): HeldFolder {
  const free: HeldFolder = { owner: 'nobody', release: () => undefined };
  if (!existsSync(lock)) return free;
  let file: SqliteDatabase.Database | null = null;
  try {
    file = new SqliteDatabase(lock, { readonly: true, fileMustExist: true, timeout: 0 });
    const open = file;
    open.exec('BEGIN');
    const row = rowSchema.safeParse(open.prepare('SELECT pid, host FROM owner').get());
    const owner = row.success ? ownerOf(row.data) : 'nobody';
    // One that runs writes into the lock whenever it likes.
    if (owner === 'here') open.close();
    return {
      owner,
      release: () => {
        if (open.open) open.close();
      },
    };
  } catch {
    file?.close();
    return free;
  }
}

function ownerOf({ pid, host }: z.infer<typeof rowSchema>): HeldFolder['owner'] {
  if (pid === null) return 'nobody';
  if (host !== hostname()) return 'elsewhere';
  return isRunning(pid) ? 'here' : 'nobody';
}
