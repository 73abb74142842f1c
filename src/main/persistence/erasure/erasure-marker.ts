import { readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { replaceFile, syncFolderOf } from '../data-folder';
import { erasedRowsSchema } from './erase-rows';

const goneFileSchema = z.strictObject({ path: z.string(), bytes: z.number(), sha256: z.string().nullable() });

const everythingSchema = z.strictObject({
  what: z.literal('everything'),
  askedAt: z.number(),
  trigger: z.enum(['person', 'terminal']),
  /** Where the person wants the receipt; null: in the data folder. */
  receiptPath: z.string().nullable(),
  /** Places outside of the data folder that may hold some of it. */
  remains: z.array(z.string()).readonly(),
  /** `emptied`: the files are gone; keys and receipt are left to do. `written`: the new database has to hear of it. */
  phase: z.enum(['asked', 'listed', 'emptied', 'written']),
  receipt: z.strictObject({ path: z.string(), sha256: z.string() }).nullable(),
  /** Files that could not be removed. */
  left: z.array(z.string()).readonly(),
  /** Entries of the keychain. */
  accounts: z.array(z.string()).readonly(),
  /** Those that were there, noted before any is removed: the receipt of a start that goes on names them all. */
  keys: z.array(z.string()).readonly().default([]),
  counts: z.record(z.string(), z.number()),
  auditHead: z.strictObject({ seq: z.number(), hash: z.string() }).nullable(),
  files: z.array(goneFileSchema).readonly(),
  /** Starts that went on with it after the first. */
  interruptions: z.number(),
});

const markerSchema = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('rows'),
    askedAt: z.number(),
    /** Not in notes of before it was kept. */
    trigger: z.enum(['person', 'terminal', 'rule']).default('person'),
    rows: erasedRowsSchema,
    files: z.array(z.string()),
  }),
  everythingSchema,
]);
export type ErasureMarker = z.infer<typeof markerSchema>;
export type EverythingMarker = z.infer<typeof everythingSchema>;

/** What an erasure that has not ended is of; null when there is none. Throws for a note that cannot be read. */
export function readErasure(path: string): ErasureMarker | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  return markerSchema.parse(JSON.parse(text));
}

/** Notes it before anything is erased, whole or not at all. */
export function writeErasure(path: string, marker: ErasureMarker): void {
  replaceFile(path, JSON.stringify(marker));
}

export function removeErasure(path: string): void {
  rmSync(path, { force: true });
  syncFolderOf(path);
}
