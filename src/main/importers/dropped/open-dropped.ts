import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '#shared/errors/app-error';
import type { ImportSource } from '../import-format';
import { openFolder } from './folder-source';
import { sourceLimits, type SourceLimits } from './limits';
import { openRegular, readHead, readRange } from './open-regular';
import { backupOfParley, notReadable } from './refusals';
import { openZip } from './zip-source';

export interface OpenSource extends ImportSource {
  /** Safe to call while something is read: that reading fails. */
  close(): Promise<void>;
}

/**
 * Opens what a person chose: an archive, a folder or a single file. Nothing is unpacked to the disk, nothing in it is
 * followed, fetched or run. Throws `import.*`.
 */
export async function openDropped(path: string, limits: SourceLimits = sourceLimits): Promise<OpenSource> {
  try {
    const status = await stat(path);
    if (!status.isDirectory()) return await openFile(path, limits);
    return { ...(await openFolder(path, limits)), close: () => Promise.resolve() };
  } catch (error) {
    throw error instanceof AppError ? error : notReadable();
  }
}

/** How a backup of Parley begins, encrypted or not. */
const backupMark = 'PARLEY-BACKUP';
const markBytes = backupMark.length;

async function openFile(path: string, limits: SourceLimits): Promise<OpenSource> {
  const { file, bytes } = await openRegular(path);
  const close = (): Promise<void> => file.close();
  try {
    const mark = Buffer.from(await readHead(readRange(file, 0, markBytes), markBytes)).toString('latin1');
    if (mark === backupMark) throw backupOfParley();
    if (mark.startsWith('PK\x03\x04') || mark.startsWith('PK\x05\x06')) {
      return { ...(await openZip(file, bytes, limits)), close };
    }
    const open = (): AsyncIterable<Uint8Array> => readRange(file, 0, bytes);
    const entries = [{ path: basename(path), bytes }];
    return { entries, open, head: (_entry, most) => readHead(open(), most), close };
  } catch (error) {
    await close();
    throw error;
  }
}
