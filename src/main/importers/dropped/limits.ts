/** What one import takes. */
export interface SourceLimits {
  readonly mostEntries: number;
  /** Unpacked, all together, in bytes. */
  readonly mostBytes: number;
  /** Of the names, together, in bytes. */
  readonly mostNameBytes: number;
  /** How many times its packed size an entry may have unpacked; deflate could do 1,032. */
  readonly mostRatio: number;
  /** Folders within folders. */
  readonly mostDepth: number;
}

const gigabyte = 1024 * 1024 * 1024;

export const sourceLimits: SourceLimits = {
  mostEntries: 300_000,
  mostBytes: 64 * gigabyte,
  mostNameBytes: 64 * 1024 * 1024,
  mostRatio: 400,
  mostDepth: 40,
};

/** An entry of less than this is not measured by its ratio: an empty page packs well. */
export const smallEntryBytes = 16 * 1024 * 1024;
