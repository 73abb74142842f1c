import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * What may be known of a key; the key itself is in the system's keychain and never here. Also of providers without a row
 * (the vendors), hence no foreign key.
 */
export const providerKey = sqliteTable(
  'provider_key',
  {
    /** The provider's own id for the key that it was first given, else a uuid: its account in the keychain tells them apart. */
    id: text('id').primaryKey(),
    providerId: text('provider_id').notNull(),
    label: text('label'),
    last4: text('last4'),
    /** Repeats what the keychain says, so that a list needs no keychain call. */
    origin: text('origin'),
    createdAt: integer('created_at').notNull(),
    /** When the key itself was given. */
    updatedAt: integer('updated_at').notNull(),
    lastUsedAt: integer('last_used_at'),
    /** Code of the failure of that use; null when it was answered. */
    lastError: text('last_error'),
    /** As the person was told by the provider. */
    expiresAt: integer('expires_at'),
    /** Place in the order of use. */
    position: integer('position').notNull(),
    /** `pending` while it is being put into the keychain, `leaving` while it is being taken out. */
    state: text('state', { enum: ['pending', 'ready', 'leaving'] }).notNull(),
    /** The key whose place this one took; both are kept until this one is confirmed. */
    replaces: text('replaces'),
    /** Over what is shown: label, last four characters, origin and expiry (`text-seal.ts`). */
    textSha256: text('text_sha256'),
  },
  (table) => [index('provider_key_provider').on(table.providerId)],
);
