import type { AppErrorData, ErrorCode } from '#shared/errors/app-error';
import type { KeyId, ProviderId } from '#shared/domain/ids';
import type { ModelRef } from '#shared/domain/model';
import type { ProviderView } from '#shared/domain/provider';
import type { ChatProvider, ProviderEndpoint } from './chat-provider';

/** A provider with one of its keys. */
export interface OpenedProvider {
  /** Null: no key of a person's own (from the environment, or the provider has none). */
  readonly keyId: KeyId | null;
  readonly label: string | null;
  readonly last4: string | null;
  readonly provider: ChatProvider;
}

/** Every provider there is (built in, from the environment, added by a person), merged into one list. */
export interface ProviderDirectory {
  list(): readonly ProviderView[];
  find(id: ProviderId): ProviderView | null;
  /** Throws `provider.not-found`. */
  get(id: ProviderId): ProviderView;
  /** Where and with which key to reach it; the key is read only inside a call. Throws `provider.not-found`. */
  endpoint(id: ProviderId): ProviderEndpoint;
  /**
   * Ready for a request, once with each key that may be sent to its address, in the order of use; at least one.
   * Throws `provider.not-found`, `provider.disabled`, `secret.missing`.
   */
  openAll(id: ProviderId): readonly OpenedProvider[];
  /** The first of `openAll`. */
  open(id: ProviderId): ChatProvider;
  /** Tells how a request with a key of `openAll` ended (null: it worked). Returns at once and never throws. */
  noteKeyUse(id: ProviderId, keyId: KeyId | null, failure: ErrorCode | null): void;
  /** A provider that uses this key instead of the stored one; for testing it. */
  openWithKey(view: ProviderView, key: string): ChatProvider;
  /** Notes why the last request for its models failed, or with null that it worked. */
  noteError(id: ProviderId, error: AppErrorData | null): void;
  /** What the environment asks to answer with, if anything. */
  readonly environmentModel: ModelRef | null;
  /** What it asks to fall back to, in order, where a provider has no chain of its own. */
  readonly environmentFallbacks: readonly ModelRef[];
}
