import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import type { KeyId, ProviderId } from '#shared/domain/ids';
import type { ProviderView } from '#shared/domain/provider';
import { providerOrigin } from '#shared/domain/provider-origin';
import type { ConnectProvider, ProviderEndpoint } from '#main/ports/chat-provider';
import type { KeyRing } from '#main/ports/key-ring';
import type { OpenedProvider, ProviderDirectory } from '#main/ports/provider-directory';
import type { ProviderRepository } from '#main/ports/settings-repositories';
import { mergeProviders, noKey, originOfKey } from './merge-providers';
import { missingKey } from './missing-key';
import type { EnvironmentProviders } from './read-environment';

export interface DirectoryPorts {
  readonly repository: ProviderRepository;
  readonly keyRing: KeyRing;
  readonly connect: ConnectProvider;
  readonly environment: EnvironmentProviders;
}

/** Built-in providers, the environment's and a person's as one list; a key is only ever read inside a provider's call. */
export function createProviderDirectory(ports: DirectoryPorts): ProviderDirectory {
  const { repository, keyRing, connect, environment } = ports;
  const errors = new Map<ProviderId, AppErrorData>();

  const list = (): readonly ProviderView[] => {
    const views = mergeProviders(repository.list(), environment.providers, keyRing.list());
    return views.map((view) => ({ ...view, lastError: errors.get(view.id) ?? null }));
  };
  const find = (id: ProviderId): ProviderView | null => list().find((view) => view.id === id) ?? null;
  const get = (id: ProviderId): ProviderView => {
    const view = find(id);
    if (view !== null) return view;
    throw new AppError(
      appError('provider.not-found', `There is no provider named “${id}” any more.`, { providerId: id }),
    );
  };
  const openAll = (id: ProviderId): readonly OpenedProvider[] => openWithEach(ports, get(id));

  return {
    environmentModel: environment.defaultModel,
    environmentFallbacks: environment.fallbackModels,
    list,
    find,
    get,
    endpoint(id) {
      const view = get(id);
      const first = view.keys.find(({ isUsable }) => isUsable)?.id ?? null;
      return endpointOf(view, () => readKey(ports, view, first));
    },
    openAll,
    open(id) {
      const [first] = openAll(id);
      if (first === undefined) throw new AppError(missingKey(get(id)));
      return first.provider;
    },
    openWithKey: (view, key) => connect(endpointOf(view, () => Promise.resolve(key))),
    noteKeyUse(_id, keyId, failure) {
      if (keyId !== null) keyRing.noteUse(keyId, failure);
    },
    noteError(id, error) {
      if (error === null) errors.delete(id);
      else errors.set(id, error);
    },
  };
}

function endpointOf(
  { id, kind, name, baseUrl }: ProviderView,
  read: () => Promise<string | null>,
): ProviderEndpoint {
  return { id, kind, name, baseUrl, readKey: read };
}

function openWithEach(ports: DirectoryPorts, view: ProviderView): readonly OpenedProvider[] {
  if (!view.isEnabled) {
    throw new AppError(
      appError('provider.disabled', `${view.name} is switched off in Settings.`, { providerId: view.id }),
    );
  }
  if (!view.isReady) throw new AppError(missingKey(view));
  const open = (keyId: KeyId | null, label: string | null, last4: string | null): OpenedProvider => ({
    keyId,
    label,
    last4,
    provider: ports.connect(endpointOf(view, () => readKey(ports, view, keyId))),
  });
  const usable = view.keys.filter(({ isUsable }) => isUsable);
  return usable.length === 0
    ? [open(null, null, view.key.last4)]
    : usable.map((key) => open(key.id, key.label, key.last4));
}

/** The keychain's word on the origin counts: a database may be an older copy of itself, or somebody else's. */
async function readKey(
  { environment, keyRing, repository }: DirectoryPorts,
  view: ProviderView,
  keyId: KeyId | null,
): Promise<string | null> {
  const fixed = environment.providers.find((provider) => provider.id === view.id)?.key;
  if (fixed !== undefined && fixed !== null) return fixed;
  const held = keyRing.list().find(({ id }) => id === keyId) ?? null;
  const stored = held === null ? null : await keyRing.read(held.id);
  if (held === null || stored === null) {
    if (view.needsKey) throw new AppError(missingKey(view));
    return null;
  }
  const row = repository.list().find((candidate) => candidate.id === view.id);
  const keptFor = stored.origin ?? originOfKey(held, view.kind, row);
  if (keptFor !== null && keptFor === providerOrigin(view.kind, view.baseUrl)) return stored.key;
  keyRing.noteOrigin(held.id, keptFor);
  throw new AppError(missingKey({ ...view, key: { ...noKey, savedFor: keptFor } }));
}
