import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { syncFolderOf } from '../data-folder';
import type { AuditHead } from './audit-chain';

const headSchema = z.strictObject({ seq: z.number().int().positive(), hash: z.string() });

/** The last entry as it was noted beside the database; null when there is no note that can be read. */
export function readHead(path: string): AuditHead | null {
  try {
    return headSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Notes the last entry, whole or not at all. Throws what the file system throws. */
export function writeHead(path: string, { seq, hash }: AuditHead): void {
  const temporary = `${path}.new`;
  rmSync(temporary, { force: true });
  const file = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(file, `${JSON.stringify({ seq, hash })}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
  syncFolderOf(path);
}
