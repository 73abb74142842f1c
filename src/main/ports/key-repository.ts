import type { KeyId, ProviderId } from '#shared/domain/ids';
import type { ErrorCode } from '#shared/errors/app-error';

/** What is known of a key without asking the keychain. */
export interface KeyRow {
  readonly id: KeyId;
  readonly providerId: ProviderId;
  readonly label: string | null;
  /** Last four characters; null until it is in the keychain. */
  readonly last4: string | null;
  /** The origin that the key was tested for and is sent to; null: that of the provider's stored address. */
  readonly origin: string | null;
  readonly createdAt: number;
  /** When the key itself was given. */
  readonly updatedAt: number;
  readonly lastUsedAt: number | null;
  /** How that use failed; null when it was answered. */
  readonly lastError: ErrorCode | null;
  readonly expiresAt: number | null;
  /** Place in the order of use. */
  readonly position: number;
  /** `pending`: on its way into the keychain; `leaving`: on its way out. Neither is used. */
  readonly state: 'pending' | 'ready' | 'leaving';
  /** The key whose place this one took, kept until this one is confirmed. */
  readonly replaces: KeyId | null;
}

export interface KeyRepository {
  /** Of all providers, in the order of use. */
  list(): readonly KeyRow[];
  /** All of it or nothing. */
  change(saved: readonly KeyRow[], removed: readonly KeyId[]): void;
  noteUse(id: KeyId, at: number, failure: ErrorCode | null): void;
}
