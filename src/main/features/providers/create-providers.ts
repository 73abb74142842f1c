import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import { normaliseBaseUrl } from '#shared/domain/base-url';
import { cleanKey } from '#shared/domain/clean-key';
import type { ProviderId } from '#shared/domain/ids';
import type { LocalServer, ProviderView } from '#shared/domain/provider';
import { originOf } from '#shared/domain/parse-url';
import { providerOrigin } from '#shared/domain/provider-origin';
import type { Result } from '#shared/kernel/result';
import type { ChatProvider, ProviderModel } from '#main/ports/chat-provider';
import type { AuditLog } from '#main/ports/audit-log';
import type { Clock } from '#main/ports/clock';
import type { EventSink } from '#main/ports/event-sink';
import type { KeyRing } from '#main/ports/key-ring';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { Scheduler } from '#main/ports/scheduler';
import type { ProviderRepository, ProviderRow } from '#main/ports/settings-repositories';
import { withTimeLimit } from '#main/streaming/time-limit';
import { findLocalServers, localBaseUrl, localServers, type ProbeServer } from './local-servers';
import { createLocalWatch } from './watch-local';
import { noteUpdate } from './note-update';
import { freeProviderId, isBuiltinId } from './provider-ids';

export interface ProvidersPorts {
  readonly directory: ProviderDirectory;
  readonly keyRing: KeyRing;
  readonly repository: ProviderRepository;
  readonly probe: ProbeServer;
  readonly events: EventSink;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
}

export interface ProviderPatch {
  readonly name?: string | undefined;
  readonly baseUrl?: string | null | undefined;
  readonly isEnabled?: boolean | undefined;
}

export interface TestedProvider {
  readonly provider: ProviderView;
  readonly modelCount: number;
}

export interface ProvidersFeature {
  list(): readonly ProviderView[];
  /** Adds an OpenAI-compatible server. With a key, it is tested first and nothing is stored when it does not work. */
  add(input: {
    readonly name: string;
    readonly baseUrl: string;
    readonly key: string | null;
  }): Promise<ProviderView>;
  /** Throws `provider.read-only` for what the environment or Parley fixes. Another origin detaches the keys: they stay, for the old one. */
  update(id: ProviderId, patch: ProviderPatch): ProviderView;
  remove(id: ProviderId): Promise<void>;
  /** One real request for the list of models, with the stored key. */
  test(id: ProviderId): Promise<TestedProvider>;
  findLocal(): Promise<readonly LocalServer[]>;
  /** Looks whether the ones that were added still run. */
  watchLocal(): Promise<void>;
  /** Adds a server that `findLocal` knows. */
  addLocal(id: ProviderId): Promise<ProviderView>;
}

export function createProviders(ports: ProvidersPorts): ProvidersFeature {
  const { directory, keyRing, repository, events } = ports;
  const watchLocal = createLocalWatch({ ...ports, readModels: (id) => tryModels(ports, id) });
  const changed = (id: ProviderId): ProviderView => {
    events.broadcast({ type: 'providers.changed' });
    events.broadcast({ type: 'models.changed' });
    return directory.get(id);
  };
  return {
    list: () => directory.list(),
    async add({ name, baseUrl, key }) {
      const id = await addServer(ports, name, baseUrl, key);
      return changed(id);
    },
    update(id, patch) {
      updateProvider(ports, directory.get(id), patch);
      return changed(id);
    },
    async remove(id) {
      const view = directory.get(id);
      if (isBuiltinId(id) || view.origin === 'environment') throw readOnly(view);
      // First the key, so that none is left behind without its provider.
      await keyRing.removeAll(id);
      directory.noteError(id, null);
      repository.remove(id);
      ports.audit.record({ kind: 'provider.removed', facts: { providerId: id } });
      events.broadcast({ type: 'providers.changed' });
      events.broadcast({ type: 'models.changed' });
    },
    async test(id) {
      const models = await fetchModels(ports, id, directory.open(id));
      return { provider: changed(id), modelCount: models.length };
    },
    watchLocal,
    findLocal: () => findLocalServers(ports.probe, (id) => directory.find(id) !== null),
    async addLocal(id) {
      const server = localServers.find((known) => known.id === id);
      if (server === undefined)
        throw new AppError(appError('provider.not-found', 'This server is not known.'));
      if (directory.find(id) === null) {
        const baseUrl = localBaseUrl(server.port);
        repository.save(newRow(id, server.name, baseUrl));
        noteAdded(ports, id, baseUrl);
      }
      await tryModels(ports, id);
      return changed(id);
    },
  };
}

const noteAdded = ({ audit }: ProvidersPorts, providerId: ProviderId, baseUrl: string): void =>
  audit.record({ kind: 'provider.added', facts: { providerId, origin: originOf(baseUrl) } });

const newRow = (id: ProviderId, name: string, baseUrl: string): ProviderRow => ({
  id,
  kind: 'compatible',
  name,
  baseUrl,
  isEnabled: true,
});

async function addServer(
  ports: ProvidersPorts,
  name: string,
  address: string,
  key: string | null,
): Promise<ProviderId> {
  const { directory, keyRing, repository } = ports;
  const baseUrl = unwrap(normaliseBaseUrl(address));
  const taken = new Set(directory.list().map((view) => view.id));
  const id = freeProviderId(name, taken);
  repository.save(newRow(id, name, baseUrl));
  if (key === null) {
    // A server may be added while it is off: what is wrong is shown beside it.
    noteAdded(ports, id, baseUrl);
    await tryModels(ports, id);
    return id;
  }
  try {
    const cleaned = unwrap(cleanKey(key));
    const view = directory.get(id);
    await fetchModels(ports, id, directory.openWithKey(view, cleaned));
    await keyRing.add(view, cleaned, { label: null, expiresAt: null, replaces: null });
    noteAdded(ports, id, baseUrl);
    return id;
  } catch (error) {
    repository.remove(id);
    directory.noteError(id, null);
    throw error;
  }
}

function updateProvider(ports: ProvidersPorts, view: ProviderView, patch: ProviderPatch): void {
  const { directory, repository } = ports;
  const { id } = view;
  const isFixed = view.origin === 'environment' || view.kind === 'guide';
  if ((patch.baseUrl !== undefined || patch.name !== undefined) && isFixed) throw readOnly(view);
  if (patch.name !== undefined && isBuiltinId(id)) throw readOnly(view);
  const baseUrl = nextBaseUrl(view, patch);
  if (baseUrl !== view.baseUrl) keepOrigins(ports, view);
  const row = repository.list().find((candidate) => candidate.id === id);
  const stored = row ?? { ...newRow(id, view.name, ''), kind: view.kind, baseUrl: null };
  repository.save({
    ...stored,
    name: patch.name ?? stored.name,
    baseUrl: view.origin === 'environment' ? stored.baseUrl : baseUrl,
    isEnabled: patch.isEnabled ?? view.isEnabled,
  });
  noteUpdate(ports.audit, view, { ...patch, baseUrl });
  if (baseUrl === view.baseUrl) return;
  directory.noteError(id, null);
  forgetPrices(ports, id);
}

/** What another server said that its models cost is not this one's price. */
function forgetPrices({ repository }: ProvidersPorts, id: ProviderId): void {
  const listedAt = repository.modelsListedAt(id);
  if (listedAt === null) return;
  const models = repository.listModels(id).map((model) => ({ ...model, prices: null }));
  repository.saveModels(id, models, listedAt);
}

/** A key belongs to the address that it was given for, also one from before that was written down. */
function keepOrigins({ keyRing }: ProvidersPorts, view: ProviderView): void {
  const origin = providerOrigin(view.kind, view.baseUrl);
  for (const { id, providerId, origin: known } of keyRing.list()) {
    if (providerId === view.id && known === null) keyRing.noteOrigin(id, origin);
  }
}

function nextBaseUrl(view: ProviderView, { baseUrl }: ProviderPatch): string | null {
  if (baseUrl === undefined) return view.baseUrl;
  // Empty means the vendor's own address; a compatible server has none.
  if ((baseUrl === null || baseUrl.trim() === '') && view.kind !== 'compatible') return null;
  return unwrap(normaliseBaseUrl(baseUrl ?? ''));
}

const listLimitMs = 15_000;

/** The models by one real request; what came is stored, what failed is noted and thrown. */
async function fetchModels(
  ports: ProvidersPorts,
  id: ProviderId,
  provider: ChatProvider,
): Promise<readonly ProviderModel[]> {
  const result = await withTimeLimit<Result<readonly ProviderModel[], AppErrorData>>(
    ports.scheduler,
    listLimitMs,
    (signal) => provider.listModels(signal),
    () => ({
      ok: false,
      error: appError('timeout', 'There was no answer within 15 seconds.', { providerId: id }),
    }),
  );
  ports.directory.noteError(id, result.ok ? null : result.error);
  const models = unwrap(result);
  ports.repository.saveModels(id, models, ports.clock.now());
  return models;
}

async function tryModels(ports: ProvidersPorts, id: ProviderId): Promise<void> {
  try {
    await fetchModels(ports, id, ports.directory.open(id));
  } catch (error) {
    // Noted with the provider, where a person sees it.
    if (!(error instanceof AppError)) throw error;
  }
}

function unwrap<T>(result: Result<T, AppErrorData>): T {
  if (result.ok) return result.value;
  throw new AppError(result.error);
}

const readOnly = (view: ProviderView): AppError =>
  new AppError(
    appError(
      'provider.read-only',
      `${view.name} is set by the environment or by Parley and cannot be changed here.`,
      {
        providerId: view.id,
      },
    ),
  );
