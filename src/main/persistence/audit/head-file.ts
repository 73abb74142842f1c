import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { replaceFile } from '../data-folder';
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
  replaceFile(path, `${JSON.stringify({ seq, hash })}\n`);
}
