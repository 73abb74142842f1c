import { z } from 'zod';
import type { auditKinds } from './audit-kinds';

/** Ids, hosts, formats and the like; never what a person wrote. */
const word = z.string().max(200);
const count = z.number().int().nonnegative();
const trigger = z.enum(['person', 'schedule', 'terminal', 'rule']);
const secretPlace = z.enum(['keychain', 'session']);

/** Conversations, messages and files that something was about. */
const amounts = { conversations: count, messages: count, files: count };

/**
 * What is known of each kind: small typed facts. No contents of messages, no titles, no keys, no passphrases and no paths:
 * a kind that wants one of these is wrong.
 */
export const auditFactsSchemas = {
  'key.added': z.strictObject({ providerId: word, keyId: word, place: secretPlace }),
  'key.changed': z.strictObject({
    providerId: word,
    keyId: word,
    change: z.enum(['replaced', 'confirmed', 'reverted', 'rebound']),
  }),
  /** `keyId` null: all of them. */
  'key.removed': z.strictObject({ providerId: word, keyId: word.nullable() }),
  /** An origin; never a whole address, which may hold a token. */
  'provider.added': z.strictObject({ providerId: word, origin: word.nullable() }),
  'provider.changed': z.strictObject({
    providerId: word,
    change: z.enum(['renamed', 'enabled', 'disabled']),
  }),
  /** Origins; null: the vendor's own. */
  'provider.address-changed': z.strictObject({
    providerId: word,
    from: word.nullable(),
    to: word.nullable(),
  }),
  'provider.removed': z.strictObject({ providerId: word }),
  'setting.changed': z.strictObject({ setting: word }),
  'policy.changed': z.strictObject({ source: word, settings: count }),
  'export.written': z.strictObject({
    format: word,
    scope: z.enum(['message', 'conversation', 'conversations', 'usage', 'audit', 'all-my-data']),
    trigger,
    ...amounts,
  }),
  'import.finished': z.strictObject({
    format: word,
    trigger,
    found: count,
    added: count,
    existing: count,
    failed: count,
    isCancelled: z.boolean(),
  }),
  'backup.written': z.strictObject({ trigger, isEncrypted: z.boolean(), bytes: count, ...amounts }),
  'backup.failed': z.strictObject({ trigger, code: word }),
  'restore.finished': z.strictObject({
    trigger,
    added: count,
    changed: count,
    deleted: count,
    isWhole: z.boolean(),
    /** Conversations that came on hold, and rules for keeping that came. */
    holds: count,
    rules: count,
  }),
  'erasure.finished': z.strictObject({
    what: z.enum(['conversation', 'persona', 'rule']),
    trigger,
    snapshotsRewritten: count,
    snapshotsRemoved: count,
    ...amounts,
  }),
  /** The first entry of a log that begins anew: how the one before ended. */
  'erasure.everything': z.strictObject({
    trigger,
    receiptSha256: word,
    fileCount: count,
    bytes: count,
    lastSeq: count,
    lastHash: word.nullable(),
  }),
  'trash.emptied': z.strictObject({ trigger, conversations: count }),
  'retention.changed': z.strictObject({ rules: count }),
  'retention.run': z.strictObject({
    trashed: count,
    erased: count,
    held: count,
    outcome: z.enum(['done', 'asked', 'clock', 'failed']),
  }),
  'hold.set': z.strictObject({
    scope: z.enum(['conversation', 'folder', 'everything']),
    id: word.nullable(),
  }),
  'hold.lifted': z.strictObject({
    scope: z.enum(['conversation', 'folder', 'everything']),
    id: word.nullable(),
  }),
  'review.opened': z.strictObject({ source: z.enum(['own', 'archive', 'backup']) }),
  'review.closed': z.strictObject({ source: z.enum(['own', 'archive', 'backup']) }),
  'app.locked': z.strictObject({}),
  'app.unlocked': z.strictObject({}),
  'app.unlock-failed': z.strictObject({}),
  /** The log was not as it was left: found when something was to be added to it. */
  'log.broken': z.strictObject({
    reason: z.enum(['cut-off', 'differs', 'head-missing']),
    lastSeq: count,
    headSeq: count.nullable(),
    headHash: word.nullable(),
  }),
} satisfies Readonly<Record<(typeof auditKinds)[number], z.ZodType>>;

type Schemas = typeof auditFactsSchemas;
export type AuditKind = keyof Schemas;
export type AuditFacts<K extends AuditKind> = z.infer<Schemas[K]>;

/** What happened, for `AuditLog.record`. */
export type AuditEntry = { [K in AuditKind]: { readonly kind: K; readonly facts: AuditFacts<K> } }[AuditKind];

/** An entry as it is listed. One that another version made may be of a kind that this one does not know. */
export const auditRowSchema = z.strictObject({
  seq: z.number().int(),
  at: z.number().int(),
  kind: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  hash: z.string(),
});
export type AuditRow = z.infer<typeof auditRowSchema>;

/** What a look at the whole chain finds. `seq`: the first entry that is not as it was written. */
export const auditVerdictSchema = z.discriminatedUnion('isWhole', [
  z.strictObject({
    isWhole: z.literal(true),
    entries: z.number().int(),
    headHash: z.string().nullable(),
  }),
  z.strictObject({
    isWhole: z.literal(false),
    entries: z.number().int(),
    seq: z.number().int(),
    reason: z.enum(['changed', 'removed', 'moved', 'cut-off', 'differs', 'head-missing', 'noted']),
    sentence: z.string(),
  }),
]);
export type AuditVerdict = z.infer<typeof auditVerdictSchema>;
