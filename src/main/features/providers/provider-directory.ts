import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import type { ProviderId } from '#shared/domain/ids';
import type { KeyState, ProviderView } from '#shared/domain/provider';
import type { ConnectProvider, ProviderEndpoint } from '#main/ports/chat-provider';
import type { Clock } from '#main/ports/clock';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { SecretStore, StoredSecret } from '#main/ports/secret-store';
import type { ProviderRepository, ProviderRow } from '#main/ports/settings-repositories';
import { builtinProviders, isBuiltinId } from './provider-ids';
import type { EnvironmentProvider, EnvironmentProviders } from './read-environment';
import { isLocalServer } from './local-servers';

export interface DirectoryPorts {
  readonly repository: ProviderRepository;
  readonly secrets: SecretStore;
  readonly connect: ConnectProvider;
  readonly environment: EnvironmentProviders;
  readonly clock: Clock;
}

const noKey: KeyState = { hasKey: false, last4: null, source: 'none', updatedAt: null };
const last4Of = (key: string): string => key.slice(-4);

/** Built-in providers, the environment's and a person's as one list; a key is only ever read inside a provider's call. */
export function createProviderDirectory(ports: DirectoryPorts): ProviderDirectory {
  const { repository, secrets, connect, environment } = ports;
  /** Keys that live in memory because no keychain works. */
  const sessionKeys = new Map<ProviderId, KeyState>();
  const errors = new Map<ProviderId, AppErrorData>();

  const list = (): readonly ProviderView[] => {
    const rows = repository.list();
    const views = mergeProviders(rows, environment.providers, sessionKeys);
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
  const endpointOf = (view: ProviderView, readKey: () => Promise<string | null>): ProviderEndpoint => {
    const { id, kind, name, baseUrl } = view;
    return { id, kind, name, baseUrl, readKey };
  };
  const readStoredKey = async (view: ProviderView): Promise<string | null> => {
    const fixed = environment.providers.find((provider) => provider.id === view.id)?.key;
    if (fixed !== undefined && fixed !== null) return fixed;
    if (!view.key.hasKey) return null;
    const stored = await secrets.find(view.id);
    if (stored === null && view.needsKey) throw new AppError(missingKey(view));
    return stored?.value ?? null;
  };
  const endpoint = (id: ProviderId): ProviderEndpoint => {
    const view = get(id);
    return endpointOf(view, () => readStoredKey(view));
  };

  return {
    environmentModel: environment.defaultModel,
    list,
    find,
    get,
    endpoint,
    open(id) {
      const view = get(id);
      if (!view.isEnabled) {
        throw new AppError(
          appError('provider.disabled', `${view.name} is switched off in Settings.`, { providerId: id }),
        );
      }
      if (!view.isReady) throw new AppError(missingKey(view));
      return connect(endpoint(id));
    },
    openWithKey: (id, key) => connect(endpointOf(get(id), () => Promise.resolve(key))),
    noteKey: (id, stored) => noteKey(ports, sessionKeys, get(id), stored),
    noteError(id, error) {
      if (error === null) errors.delete(id);
      else errors.set(id, error);
    },
  };
}

/** Only the last four characters are stored; a key that lives in memory leaves no trace on disk. */
function noteKey(
  { repository, clock }: DirectoryPorts,
  sessionKeys: Map<ProviderId, KeyState>,
  view: ProviderView,
  stored: StoredSecret | null,
): void {
  sessionKeys.delete(view.id);
  const isKept = stored?.source === 'keychain';
  if (stored?.source === 'session') {
    const last4 = last4Of(stored.value);
    sessionKeys.set(view.id, { hasKey: true, last4, source: 'session', updatedAt: clock.now() });
  }
  const row = repository.list().find((candidate) => candidate.id === view.id);
  if (row === undefined && !isKept) return;
  repository.save({
    ...(row ?? rowOf(view)),
    keyLast4: isKept ? last4Of(stored.value) : null,
    keyUpdatedAt: isKept ? clock.now() : null,
  });
}

const rowOf = ({ id, kind, name, baseUrl, origin, isEnabled }: ProviderView): ProviderRow => ({
  id,
  kind,
  name,
  // What the environment says is never copied to disk.
  baseUrl: origin === 'environment' ? null : baseUrl,
  isEnabled,
  keyLast4: null,
  keyUpdatedAt: null,
});

const missingKey = (view: ProviderView): AppErrorData =>
  appError('secret.missing', `${view.name} needs a key. Add one in Settings.`, { providerId: view.id });

/** Pure: rows of the database, what the environment fixes, and keys in memory. */
export function mergeProviders(
  rows: readonly ProviderRow[],
  fixed: readonly EnvironmentProvider[],
  sessionKeys: ReadonlyMap<ProviderId, KeyState>,
): readonly ProviderView[] {
  const rowsById = new Map(rows.map((row) => [row.id, row]));
  const fixedById = new Map(fixed.map((provider) => [provider.id, provider]));
  const known: readonly Pick<ProviderView, 'id' | 'kind' | 'name'>[] = [
    ...builtinProviders.filter(({ kind }) => kind !== 'guide'),
    ...fixed.filter(({ id }) => !isBuiltinId(id)),
    ...rows.filter(({ id }) => !isBuiltinId(id) && !fixedById.has(id)),
    ...builtinProviders.filter(({ kind }) => kind === 'guide'),
  ];
  return known.map(({ id, kind, name }): ProviderView => {
    const row = rowsById.get(id);
    const given = fixedById.get(id);
    const needsKey = kind === 'openai' || kind === 'anthropic' || kind === 'google';
    const key = keyState(row, given, sessionKeys.get(id));
    const isEnabled = row?.isEnabled ?? true;
    const baseUrl = given === undefined ? (row?.baseUrl ?? null) : given.baseUrl;
    return {
      id,
      kind,
      name,
      baseUrl,
      origin: originOf(id, given, baseUrl),
      isEnabled,
      needsKey,
      key,
      isReady: isEnabled && (key.hasKey || !needsKey),
      lastError: null,
    };
  });
}

function originOf(
  id: ProviderId,
  given: EnvironmentProvider | undefined,
  baseUrl: string | null,
): ProviderView['origin'] {
  if (given !== undefined) return 'environment';
  if (isBuiltinId(id)) return 'builtin';
  return isLocalServer(id, baseUrl) ? 'local' : 'person';
}

function keyState(
  row: ProviderRow | undefined,
  given: EnvironmentProvider | undefined,
  session: KeyState | undefined,
): KeyState {
  if (given !== undefined && given.key !== null) {
    return { hasKey: true, last4: last4Of(given.key), source: 'environment', updatedAt: null };
  }
  if (session !== undefined) return session;
  if (row === undefined || row.keyLast4 === null) return noKey;
  return { hasKey: true, last4: row.keyLast4, source: 'keychain', updatedAt: row.keyUpdatedAt };
}
