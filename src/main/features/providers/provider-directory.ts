import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import { readBoundKey, writeBoundKey } from '#shared/domain/bound-key';
import type { ProviderId } from '#shared/domain/ids';
import type { KeyState, ProviderView } from '#shared/domain/provider';
import { providerOrigin } from '#shared/domain/provider-origin';
import type { ConnectProvider, ProviderEndpoint } from '#main/ports/chat-provider';
import type { Clock } from '#main/ports/clock';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { SecretStore } from '#main/ports/secret-store';
import type { ProviderRepository, ProviderRow } from '#main/ports/settings-repositories';
import { missingKey } from './missing-key';
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

const noKey: KeyState = { hasKey: false, last4: null, source: 'none', updatedAt: null, savedFor: null };
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
  const endpoint = (id: ProviderId): ProviderEndpoint => {
    const view = get(id);
    return endpointOf(view, () => readStoredKey(ports, view));
  };

  return {
    environmentModel: environment.defaultModel,
    environmentFallbacks: environment.fallbackModels,
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
    openWithKey: (view, key) => connect(endpointOf(view, () => Promise.resolve(key))),
    keepKey: (view, key) => keepKey(ports, sessionKeys, view, key),
    async dropKey(id) {
      const view = get(id);
      await secrets.remove(id);
      noteKey(ports, sessionKeys, view, noKeyRow);
    },
    noteError(id, error) {
      if (error === null) errors.delete(id);
      else errors.set(id, error);
    },
  };
}

async function readStoredKey(ports: DirectoryPorts, view: ProviderView): Promise<string | null> {
  const fixed = ports.environment.providers.find((provider) => provider.id === view.id)?.key;
  if (fixed !== undefined && fixed !== null) return fixed;
  if (view.key.savedFor !== null && view.needsKey) throw new AppError(missingKey(view));
  if (!view.key.hasKey) return null;
  const stored = await ports.secrets.find(view.id);
  if (stored !== null) return keyForOrigin(ports, view, stored.value);
  if (view.needsKey) throw new AppError(missingKey(view));
  return null;
}

type KeyColumns = Pick<ProviderRow, 'keyLast4' | 'keyUpdatedAt' | 'keyOrigin'>;
const noKeyRow: KeyColumns = { keyLast4: null, keyUpdatedAt: null, keyOrigin: null };

/** Only the last four characters and the origin are stored; a key that lives in memory leaves no trace on disk. */
async function keepKey(
  ports: DirectoryPorts,
  sessionKeys: Map<ProviderId, KeyState>,
  view: ProviderView,
  key: string,
): Promise<void> {
  const origin = providerOrigin(view.kind, view.baseUrl);
  if (origin === null) throw new AppError(missingKey(view));
  const { source } = await ports.secrets.save(view.id, writeBoundKey(key, origin));
  const [last4, updatedAt] = [last4Of(key), ports.clock.now()];
  if (source === 'keychain') {
    noteKey(ports, sessionKeys, view, { keyLast4: last4, keyUpdatedAt: updatedAt, keyOrigin: origin });
  } else {
    noteKey(ports, sessionKeys, view, noKeyRow);
    sessionKeys.set(view.id, { hasKey: true, last4, source, updatedAt, savedFor: null });
  }
}

function noteKey(
  { repository }: DirectoryPorts,
  sessionKeys: Map<ProviderId, KeyState>,
  view: ProviderView,
  columns: KeyColumns,
): void {
  sessionKeys.delete(view.id);
  const row = repository.list().find((candidate) => candidate.id === view.id);
  if (row === undefined && columns.keyLast4 === null) return;
  repository.save({ ...(row ?? rowOf(view)), ...columns });
}

/** The keychain's word on the origin counts: a database may be an older copy of itself, or somebody else's. */
function keyForOrigin({ repository }: DirectoryPorts, view: ProviderView, stored: string): string {
  const { key, origin } = readBoundKey(stored);
  const row = repository.list().find((candidate) => candidate.id === view.id);
  const keptFor = origin ?? (row === undefined ? null : originOfKey(row));
  if (keptFor !== null && keptFor === providerOrigin(view.kind, view.baseUrl)) return key;
  if (row !== undefined) repository.save({ ...row, keyOrigin: keptFor });
  throw new AppError(missingKey({ ...view, key: { ...noKey, savedFor: keptFor } }));
}

const originOfKey = ({ kind, baseUrl, keyOrigin }: ProviderRow): string | null =>
  keyOrigin ?? providerOrigin(kind, baseUrl);

const rowOf = ({ id, kind, name, baseUrl, origin, isEnabled }: ProviderView): ProviderRow => ({
  id,
  kind,
  name,
  // What the environment says is not copied to disk; of an address that was given a key, the origin stands with it.
  baseUrl: origin === 'environment' ? null : baseUrl,
  isEnabled,
  ...noKeyRow,
});

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
    const isEnabled = row?.isEnabled ?? true;
    const baseUrl = given === undefined ? (row?.baseUrl ?? null) : given.baseUrl;
    const key = givenKey(given) ?? sessionKeys.get(id) ?? keptKey(row, providerOrigin(kind, baseUrl));
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

const givenKey = (given: EnvironmentProvider | undefined): KeyState | null =>
  given === undefined || given.key === null
    ? null
    : { ...noKey, hasKey: true, last4: last4Of(given.key), source: 'environment' };

/** A key is there for the origin it was kept for, and for no other. */
function keptKey(row: ProviderRow | undefined, origin: string | null): KeyState {
  if (row === undefined || row.keyLast4 === null) return noKey;
  const keptFor = originOfKey(row);
  if (keptFor === null || keptFor !== origin) return { ...noKey, savedFor: keptFor };
  return { ...noKey, hasKey: true, last4: row.keyLast4, source: 'keychain', updatedAt: row.keyUpdatedAt };
}
