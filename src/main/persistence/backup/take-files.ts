import { utimes } from 'node:fs/promises';
import { blobPath, checkBlob, placeBlob } from '../blobs/blob-files';
import { ensurePrivateFolder } from '../data-folder';
import type { DataPaths } from '../data-folder';

/**
 * Moves files of an opened backup to ours, before anything refers to them: what a restore that fails leaves is collected
 * after a day. One that is damaged here is healed. `hashes` were compared with what they hold.
 */
export async function takeFiles(
  from: DataPaths,
  to: DataPaths,
  hashes: readonly string[],
  now: number,
): Promise<void> {
  ensurePrivateFolder(to.blobs);
  for (const sha256 of hashes) {
    const [source, target] = [blobPath(from, sha256), blobPath(to, sha256)];
    const here = await checkBlob(target);
    if (here.kind !== 'found') {
      if ((await checkBlob(source)).kind !== 'found') continue;
      await placeBlob(source, target);
    }
    // Its age is told by our clock: it is about to be referred to.
    await utimes(target, now / 1000, now / 1000);
  }
}
