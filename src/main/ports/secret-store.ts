/** `session` means: kept in memory only, because no keychain works. */
export interface StoredSecret {
  readonly value: string;
  readonly source: 'keychain' | 'session';
}

export type KeychainState = 'ready' | 'absent' | 'locked' | 'failed';

/** Keys of providers, one per account name (the provider's id). Every call answers within 5 s or throws AppError `secret.*`. */
export interface SecretStore {
  find(account: string): Promise<StoredSecret | null>;
  /** Stores and reads back. Falls back to `session` when no keychain works; never to a file. */
  save(account: string, value: string): Promise<StoredSecret>;
  remove(account: string): Promise<void>;
  /** Probes at most once until `recheck`. */
  state(recheck?: boolean): Promise<KeychainState>;
}
