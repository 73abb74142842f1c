import type { Readable } from 'node:stream';
import type { Result } from '#shared/kernel/result';

/** A stored file: its name is what it holds. */
export interface StoredBlob {
  /** SHA-256 (hex, lower case) of its bytes. */
  readonly sha256: string;
  readonly bytes: number;
}

/** A path is one that a person chose in this process; it is followed, and only a regular file is read. */
export type BlobSource = { readonly bytes: Uint8Array } | { readonly path: string };

/** What is wrong with what was to be stored. */
export type BlobRefusal = 'too-large' | 'not-a-file' | 'not-found' | 'not-readable';

/** `damaged`: the bytes are not those that were stored; the file was set aside in quarantine/. */
export type BlobReading<T> = (T & { readonly kind: 'found' }) | { readonly kind: 'missing' | 'damaged' };

export interface OpenBlob {
  readonly bytes: number;
  /** From `start` to `end`, both included, in bytes; all of it without a range. */
  readonly stream: (range?: { readonly start: number; readonly end: number }) => Readable;
}

export interface CollectedBlobs {
  readonly removed: number;
  readonly bytes: number;
}

/**
 * Files by the hash of what they hold. Every method rejects with AppError `storage.*` when the disk fails. A name that is
 * no hash is `missing`: it never becomes a path.
 */
export interface BlobStore {
  /**
   * Stores bytes once; they are on the disk when this resolves. To be called by whoever is about to refer to a file, also
   * when it was stored before: that keeps it for another day. Nothing is left of what is refused or fails.
   */
  put(source: BlobSource, limits: { readonly maxBytes: number }): Promise<Result<StoredBlob, BlobRefusal>>;
  /** All of a file, compared with its hash. */
  read(sha256: string): Promise<BlobReading<{ readonly content: Uint8Array }>>;
  /** A file to be served by pieces, compared with its hash before. */
  open(sha256: string): Promise<BlobReading<OpenBlob>>;
  /** Removes files that are not `referenced` and were last put more than `olderThanMs` ago. */
  collect(referenced: Iterable<string>, olderThanMs: number): Promise<CollectedBlobs>;
}
