import type { BoundKey } from '#shared/domain/bound-key';
import type { KeyId, ProviderId } from '#shared/domain/ids';
import type { ProviderView } from '#shared/domain/provider';
import type { ErrorCode } from '#shared/errors/app-error';
import type { KeyRow } from './key-repository';

/** A key that can be used, and where it is kept. */
export interface HeldKey extends KeyRow {
  readonly source: 'keychain' | 'session';
  /** The key whose place it took, kept until this one is confirmed. */
  readonly replaced: KeyRow | null;
}

export interface KeyDetails {
  readonly label: string | null;
  readonly expiresAt: number | null;
  /** Takes the place of this one, which stays in the keychain until `confirm` or `revert`. */
  readonly replaces: KeyId | null;
}

/** Where a key is for. */
export type KeyPlace = Pick<ProviderView, 'id' | 'kind' | 'name' | 'baseUrl'>;

/**
 * The keys of all providers: each in the keychain (or, without one, in memory), what is known of it in the database.
 * Killed or failing at any step, a provider that had a usable key has one. Changes throw `secret.*`.
 */
export interface KeyRing {
  /** In the order of use. */
  list(): readonly HeldKey[];
  /** Throws `secret.missing`. */
  get(id: KeyId): HeldKey;
  /** Asks the keychain; null when it is not there. Throws `secret.locked`, `secret.unavailable`. */
  read(id: KeyId): Promise<BoundKey | null>;
  /** Stores a key that was tested at `place`, for that origin and no other, and reads it back. */
  add(place: KeyPlace, key: string, details: KeyDetails): Promise<KeyId>;
  /** Puts another key, or the same for the place's new origin, where this one was. */
  rewrite(id: KeyId, place: KeyPlace, key: string): Promise<void>;
  describe(id: KeyId, details: Pick<KeyDetails, 'label' | 'expiresAt'>): void;
  /** Notes what the keychain says of its origin. */
  noteOrigin(id: KeyId, origin: string | null): void;
  /** One place up or down in the order of use. */
  move(id: KeyId, by: -1 | 1): void;
  /** Erases it, and the one that it replaced. */
  remove(id: KeyId): Promise<void>;
  removeAll(providerId: ProviderId): Promise<void>;
  /** Erases the key that this one replaced. */
  confirm(id: KeyId): Promise<void>;
  /** Erases this key; the one that it replaced is used again. */
  revert(id: KeyId): Promise<void>;
  /** A request ended. Returns at once; the first that works confirms a key that replaced another. */
  noteUse(id: KeyId, failure: ErrorCode | null): void;
  /** Ends what a crash cut off. Never rejects. */
  recover(): Promise<void>;
}
