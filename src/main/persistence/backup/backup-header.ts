import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { damagedBackup, newerBackup, notABackup } from './backup-error';

/** The first bytes of every backup. The line ends in it show a transfer that took it for text. */
const magic = Buffer.from('PARLEY-BACKUP\r\n\x1a', 'latin1');
export const backupFormat = 1;
const hashBytes = 32;
const maxHeaderBytes = 16 * 1024;

/** How a passphrase becomes a key. The bounds keep a made-up header from taking all memory or an hour. */
export const keyDerivationSchema = z.strictObject({
  function: z.literal('argon2id'),
  memoryKiB: z.number().int().min(8).max(262_144),
  passes: z.number().int().min(1).max(6),
  lanes: z.number().int().min(1).max(16),
  /** 16 bytes, base64. */
  salt: z.string().regex(/^[A-Za-z0-9+/]{22}==$/),
});
export type KeyDerivation = z.infer<typeof keyDerivationSchema>;

const headerSchema = z.strictObject({
  format: z.literal(backupFormat),
  /** The version of Parley that wrote it. */
  app: z.string().max(100),
  /** Epoch ms. */
  createdAt: z.number().int(),
  /** Most bytes that one frame holds. */
  frameBytes: z
    .number()
    .int()
    .min(16)
    .max(4 * 1024 * 1024),
  encryption: z.strictObject({ cipher: z.literal('aes-256-gcm'), key: keyDerivationSchema }).nullable(),
});
export type BackupHeader = z.infer<typeof headerSchema>;

/** A header as it stands in a file. */
export interface ReadHeader {
  readonly header: BackupHeader;
  /** Length of everything before the first frame, but for the mark of the passphrase. */
  readonly bytes: number;
  /** SHA-256 of magic, length and header: every frame is bound to it. */
  readonly sha256: Buffer;
}

/** Magic, length, header and their hash. */
export function encodeHeader(header: BackupHeader): { readonly bytes: Buffer; readonly sha256: Buffer } {
  const json = Buffer.from(JSON.stringify(header), 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  const head = Buffer.concat([magic, length, json]);
  const sha256 = createHash('sha256').update(head).digest();
  return { bytes: Buffer.concat([head, sha256]), sha256 };
}

/** Enough of the beginning of a file to find the whole header in. */
export const headBytes = magic.length + 4 + maxHeaderBytes + hashBytes;

/** Throws AppError `backup.unreadable` when it is none of ours or damaged, `backup.newer` for a later format. */
export function readHeader(head: Buffer): ReadHeader {
  if (!head.subarray(0, magic.length).equals(magic)) throw notABackup();
  const jsonBytes = head.length >= magic.length + 4 ? head.readUInt32BE(magic.length) : 0;
  const end = magic.length + 4 + jsonBytes;
  if (jsonBytes === 0 || jsonBytes > maxHeaderBytes || head.length < end + hashBytes) throw damagedBackup();
  const sha256 = createHash('sha256').update(head.subarray(0, end)).digest();
  if (!sha256.equals(head.subarray(end, end + hashBytes))) throw damagedBackup();
  const header = parseHeader(head.subarray(magic.length + 4, end).toString('utf8'));
  return { header, bytes: end + hashBytes, sha256 };
}

function parseHeader(json: string): BackupHeader {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw damagedBackup();
  }
  const format = z.object({ format: z.number() }).safeParse(value);
  if (format.success && format.data.format > backupFormat) throw newerBackup();
  const header = headerSchema.safeParse(value);
  if (!header.success) throw damagedBackup();
  return header.data;
}

/** Length of the mark that tells a wrong passphrase from damage. */
export const markBytes = 32;

/** What only who knows the passphrase can compute of this header. */
export const markOf = (checkKey: Buffer, headerSha256: Buffer): Buffer =>
  createHmac('sha256', checkKey).update(headerSha256).digest();

export const isSameMark = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
