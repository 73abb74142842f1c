import { AppError, appError } from '#shared/errors/app-error';
import type { AppErrorData, ErrorCode } from '#shared/errors/app-error';

/** One sentence and what to do, for each way in which storage fails. */
const sentences = {
  'storage.full':
    'The disk is full, so nothing more can be saved. Free some space; conversations can still be read and deleted.',
  'storage.read-only':
    'The data folder cannot be written to. Conversations can be read; make the folder writable to go on.',
  'storage.damaged':
    'The database is damaged. Restart Parley: it sets the file aside and restores the last verified snapshot.',
  'storage.newer-schema':
    'These conversations were saved by a newer Parley. They can be read here; update Parley to change them.',
  'storage.busy': 'Another program holds the database. Try again when a backup or virus scan has finished.',
  'storage.in-use': 'Parley is already open with this data folder.',
  'storage.failed': 'The database could not be read or written. Check the disk, then try again.',
} as const satisfies Partial<Record<ErrorCode, string>>;

export type StorageCode = keyof typeof sentences;

export const storageError = (code: StorageCode, text: string = sentences[code]): AppErrorData =>
  appError(code, text);

/** The `code` of a system or SQLite error; drizzle wraps some of them in `cause`. */
function codeOf(error: unknown, depth = 0): string | null {
  if (!(error instanceof Error) || depth > 3) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause, depth + 1);
}

/** SQL that SQLite cannot follow; of our own SQL, that says that the tables are not what they were. */
export const isSqlError = (error: unknown): boolean => codeOf(error) === 'SQLITE_ERROR';

const systemCodes = new Map<string, StorageCode>([
  ['ENOSPC', 'storage.full'],
  ['EDQUOT', 'storage.full'],
  ['EFBIG', 'storage.full'],
  ['EROFS', 'storage.read-only'],
  ['EACCES', 'storage.read-only'],
  ['EPERM', 'storage.read-only'],
  ['EIO', 'storage.failed'],
  ['ENXIO', 'storage.failed'],
  ['ESTALE', 'storage.failed'],
  ['ETIMEDOUT', 'storage.failed'],
]);

const sqliteCodes: readonly (readonly [prefix: string, code: StorageCode])[] = [
  ['SQLITE_FULL', 'storage.full'],
  ['SQLITE_READONLY', 'storage.read-only'],
  ['SQLITE_PERM', 'storage.read-only'],
  ['SQLITE_BUSY', 'storage.busy'],
  ['SQLITE_LOCKED', 'storage.busy'],
  ['SQLITE_CORRUPT', 'storage.damaged'],
  ['SQLITE_NOTADB', 'storage.damaged'],
  // What fits into no page of a sound file: a wrong type in a STRICT table, an overlong record.
  ['SQLITE_TOOBIG', 'storage.damaged'],
  ['SQLITE_FORMAT', 'storage.damaged'],
  // The shared-memory file could not be made larger: on Linux that is a full disk.
  ['SQLITE_IOERR_SHMSIZE', 'storage.full'],
  ['SQLITE_IOERR', 'storage.failed'],
  ['SQLITE_CANTOPEN', 'storage.failed'],
  ['SQLITE_NOMEM', 'storage.failed'],
  ['SQLITE_PROTOCOL', 'storage.busy'],
];

/** Which storage failure this is, or null when it is none (a bug, or another expected failure). */
export function storageCodeOf(error: unknown): StorageCode | null {
  const code = codeOf(error);
  if (code === null) return null;
  const system = systemCodes.get(code);
  if (system !== undefined) return system;
  return sqliteCodes.find(([prefix]) => code.startsWith(prefix))?.[1] ?? null;
}

/** Turns what SQLite or the file system threw into an AppError `storage.*`; anything else is returned as it is. */
export function toStorageError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = storageCodeOf(error);
  if (code === null) return error;
  const mapped = new AppError(storageError(code));
  mapped.cause = error;
  return mapped;
}
