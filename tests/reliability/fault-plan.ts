/** A way in which a disk fails; each is tried at every call of a session, once and for good. */
export interface DiskFault {
  readonly name: string;
  readonly calls: string;
  readonly error: 'EIO' | 'ENOSPC';
  /** Reading may fail too while it lasts. */
  readonly hitsReading: boolean;
  /** Only calls on the database's own files: what else a process does to start must go on. */
  readonly onlyDatabase: boolean;
}

export const diskFaults = [
  { name: 'fsync fails', calls: 'fsync,fdatasync', error: 'EIO', hitsReading: false, onlyDatabase: false },
  { name: 'writing fails', calls: 'pwrite64', error: 'EIO', hitsReading: false, onlyDatabase: true },
  { name: 'no space to write', calls: 'pwrite64', error: 'ENOSPC', hitsReading: false, onlyDatabase: true },
  { name: 'reading fails', calls: 'pread64', error: 'EIO', hitsReading: true, onlyDatabase: true },
  { name: 'shortening fails', calls: 'ftruncate', error: 'EIO', hitsReading: false, onlyDatabase: true },
] as const satisfies readonly DiskFault[];

/** One life of the engine: which fault, at which call of its kind, and whether it stays. */
export interface FaultAttempt {
  readonly fault: DiskFault;
  /** Counted from 1. */
  readonly nth: number;
  readonly lasts: boolean;
  /** On a folder with conversations, or on the first start of all. */
  readonly folder: 'old' | 'new';
}

/** What the process under test is told, as JSON in its first argument. */
export interface FaultOrders {
  readonly folder: string;
  readonly migrationsFolder: string;
  readonly oldConversations: readonly string[];
  /** Another old one, to be deleted; null on a first start. */
  readonly unwanted: string | null;
  /** Three new ones: answered shortly, answered at length, stopped. */
  readonly conversations: readonly [string, string, string];
}

/** What the scripted model says to each question, from the one text that every answer is a piece of. */
export const answerLengths = { short: 300, long: 6_000, endless: 60_000 } as const;
export type AskedLength = keyof typeof answerLengths;
export const lengthOf = (question: string): AskedLength =>
  question.startsWith('long') ? 'long' : question.startsWith('endless') ? 'endless' : 'short';
