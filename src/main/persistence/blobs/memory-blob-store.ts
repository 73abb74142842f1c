import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { fail, ok } from '#shared/kernel/result';
import type { BlobStore } from '#main/ports/blob-store';
import { readSource, RefusedSource } from './blob-source';

/** Files that are never written to the disk: they go with the process. */
export function createMemoryBlobStore(): BlobStore {
  const blobs = new Map<string, Buffer>();
  return {
    async put(source, { maxBytes }) {
      const pieces: Uint8Array[] = [];
      try {
        for await (const piece of readSource(source, maxBytes)) pieces.push(Buffer.from(piece));
      } catch (error) {
        if (error instanceof RefusedSource) return fail(error.refusal);
        throw error;
      }
      const content = Buffer.concat(pieces);
      const sha256 = createHash('sha256').update(content).digest('hex');
      blobs.set(sha256, content);
      return ok({ sha256, bytes: content.length });
    },
    read(sha256) {
      const content = blobs.get(sha256);
      return Promise.resolve(content === undefined ? { kind: 'missing' } : { kind: 'found', content });
    },
    open(sha256) {
      const content = blobs.get(sha256);
      if (content === undefined) return Promise.resolve({ kind: 'missing' });
      return Promise.resolve({
        kind: 'found',
        bytes: content.length,
        stream: (range) =>
          Readable.from([range === undefined ? content : content.subarray(range.start, range.end + 1)]),
      });
    },
    collect: () => Promise.resolve({ removed: 0, bytes: 0 }),
  };
}
