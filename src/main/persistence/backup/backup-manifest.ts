import { z } from 'zod';

const count = z.number().int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What a backup holds; the last entry of it. */
export const manifestSchema = z.strictObject({
  /** The version of Parley that wrote it. */
  app: z.string().max(100),
  createdAt: z.number().int(),
  /** Of the database: how many migrations it has. */
  schemaVersion: z.number().int().min(1),
  database: z.strictObject({ bytes: count, sha256 }),
  counts: z.strictObject({
    conversations: count,
    messages: count,
    personas: count,
    folders: count,
    providers: count,
    /** Requests in the ledger. */
    requests: count,
  }),
  /** When its first and last message were written; null without any. */
  span: z.strictObject({ from: z.number(), to: z.number() }).nullable(),
  files: z.array(z.strictObject({ sha256, bytes: count })).readonly(),
  /** Files that something refers to and that were not there, or not as they were stored. */
  missingFiles: z.array(sha256).readonly(),
});
export type BackupManifest = z.infer<typeof manifestSchema>;

/** What stands before the bytes of an entry. */
export const entrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('database'), bytes: count }),
  z.strictObject({ kind: z.literal('file'), sha256, bytes: count }),
  z.strictObject({ kind: z.literal('manifest'), bytes: count.max(64 * 1024 * 1024) }),
]);
export type BackupEntry = z.infer<typeof entrySchema>;

/** Most bytes that an entry's own line may have. */
export const maxEntryBytes = 1024;
