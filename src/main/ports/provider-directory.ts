import type { AppErrorData } from '#shared/errors/app-error';
import type { ProviderId } from '#shared/domain/ids';
import type { ModelRef } from '#shared/domain/model';
import type { ProviderView } from '#shared/domain/provider';
import type { ChatProvider, ProviderEndpoint } from './chat-provider';

/** Every provider there is (built in, from the environment, added by a person), merged into one list. */
export interface ProviderDirectory {
  list(): readonly ProviderView[];
  find(id: ProviderId): ProviderView | null;
  /** Throws `provider.not-found`. */
  get(id: ProviderId): ProviderView;
  /** Where and with which key to reach it; the key is read only inside a call. Throws `provider.not-found`. */
  endpoint(id: ProviderId): ProviderEndpoint;
  /** Ready for a request. Throws `provider.not-found`, `provider.disabled`, `secret.missing`. */
  open(id: ProviderId): ChatProvider;
  /** A provider that uses this key instead of the stored one; for testing it. */
  openWithKey(view: ProviderView, key: string): ChatProvider;
  /** Keeps a key that was tested at `view`'s address, for that origin and no other. Throws `secret.*`. */
  keepKey(view: ProviderView, key: string): Promise<void>;
  /** Erases the key, wherever it is kept. Throws `secret.*`. */
  dropKey(id: ProviderId): Promise<void>;
  /** Notes why the last request for its models failed, or with null that it worked. */
  noteError(id: ProviderId, error: AppErrorData | null): void;
  /** What the environment asks to answer with, if anything. */
  readonly environmentModel: ModelRef | null;
  /** What it asks to fall back to, in order, where a provider has no chain of its own. */
  readonly environmentFallbacks: readonly ModelRef[];
}
