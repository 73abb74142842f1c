import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { dataPaths, writeSynced } from '../data-folder';
import { readErasure, removeErasure, writeErasure, type EverythingMarker } from './erasure-marker';
import type { AuditLog } from '#main/ports/audit-log';
import type { StorageNotice } from '../storage-notice';

/** What became of the keys in the keychain. */
export interface RemovedKeys {
  readonly removed: readonly string[];
  readonly left: readonly string[];
}

interface ReceiptRequest {
  readonly folder: string;
  readonly marker: EverythingMarker;
  readonly keys: RemovedKeys;
  readonly now: number;
}

const unreached = [
  'What was sent to providers is with them, under their own rules.',
  'Files that you exported or backed up to other places are still there.',
  'A disk may keep overwritten bytes where no program can read them; only an encrypted disk protects those.',
];

const iso = (time: number): string => new Date(time).toISOString();

/** Writes the receipt where the person wanted it, else into the data folder; answers where it is. */
export function writeReceipt({ folder, marker, keys, now }: ReceiptRequest): string {
  const { counts, files, remains, interruptions, left } = marker;
  const receipt = {
    program: 'Parley',
    what: 'everything',
    dataFolder: folder,
    askedAt: iso(marker.askedAt),
    finishedAt: iso(now),
    counts: { ...counts, emptiedFiles: files.length, emptiedBytes: bytesOf(marker) },
    keys,
    notRemoved: left,
    remains: [...remains, ...unreached],
    interruptions,
    files,
  };
  const text = `${JSON.stringify(receipt, null, 2)}\n`;
  // Named after the time at which it was asked: one that a kill left unnoted is written over.
  const fallback = join(folder, `erasure-receipt-${iso(marker.askedAt).replaceAll(/[-:.]/g, '')}.json`);
  const path = writeAnywhere(marker.receiptPath === null ? [fallback] : [marker.receiptPath, fallback], text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  writeErasure(dataPaths(folder).erasing, { ...marker, phase: 'written', receipt: { path, sha256 } });
  return path;
}

const bytesOf = ({ files }: EverythingMarker): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

function writeAnywhere([first, ...others]: readonly string[], text: string): string {
  if (first === undefined) throw new Error('The receipt could not be written anywhere');
  try {
    writeSynced(first, text, 'w');
    return first;
  } catch (error) {
    if (others.length === 0) throw error;
    return writeAnywhere(others, text);
  }
}

/** In the new database: the first entry of a new log says how the one before ended. Null when nothing was erased. */
export function noteErasure(folder: string, audit: AuditLog): StorageNotice | null {
  const { erasing } = dataPaths(folder);
  const marker = readErasure(erasing);
  if (marker?.what !== 'everything' || marker.receipt === null) return null;
  audit.record({
    kind: 'erasure.everything',
    facts: {
      trigger: marker.trigger,
      receiptSha256: marker.receipt.sha256,
      fileCount: marker.files.length,
      bytes: bytesOf(marker),
      lastSeq: marker.auditHead?.seq ?? 0,
      lastHash: marker.auditHead?.hash ?? null,
    },
  });
  removeErasure(erasing);
  const more = marker.interruptions === 0 ? '' : ' It had been cut off and was finished by this start.';
  return {
    code: 'erasure.finished',
    text: `Everything was erased.${more} The receipt is in ${marker.receipt.path}.`,
    error: null,
  };
}
