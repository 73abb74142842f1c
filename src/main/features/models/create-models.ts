import { appError, type AppErrorData } from '#shared/errors/app-error';
import { formatModelRef, sameModel, type ModelInfo, type ModelRef } from '#shared/domain/model';
import { isAuto } from '#shared/domain/auto-model';
import type { ProviderView } from '#shared/domain/provider';
import type { Result } from '#shared/kernel/result';
import type { ProviderModel } from '#main/ports/chat-provider';
import type { Clock } from '#main/ports/clock';
import type { EventSink } from '#main/ports/event-sink';
import type { Logger } from '#main/ports/logger';
import type { ModelDirectory } from '#main/ports/model-directory';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { Scheduler } from '#main/ports/scheduler';
import type { ProviderRepository, SettingsRepository } from '#main/ports/settings-repositories';
import { withTimeLimit } from '#main/streaming/time-limit';
import type { Catalogue } from './catalogue';
import { bestModel } from './default-models';
import { autoInfo, withAuto } from './auto-info';
import { modelInfo } from './model-info';

export interface ModelsPorts {
  readonly directory: ProviderDirectory;
  readonly repository: ProviderRepository;
  readonly settings: SettingsRepository;
  readonly loadCatalogue: () => Promise<Catalogue>;
  readonly events: EventSink;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
}

export interface ModelsFeature extends ModelDirectory {
  /** Asks every provider that is ready; a failure stays with its provider and keeps its last list. */
  refresh(): Promise<readonly ModelInfo[]>;
  /** The same for lists older than a day; for a quiet moment after the start. Never throws. */
  refreshStale(): Promise<void>;
  setFavourite(model: ModelRef, isFavourite: boolean): void;
}

const dayMs = 86_400_000;
const listLimitMs = 15_000;

export function createModels(ports: ModelsPorts): ModelsFeature {
  const { directory, repository, settings, events, clock, logger } = ports;
  const fetchOnce = fetchOneRound(ports);

  const list = async (): Promise<readonly ModelInfo[]> => {
    const catalogue = await ports.loadCatalogue();
    const favourites = favouritesOf(settings);
    const models = readyProviders(directory).flatMap((provider) =>
      refsOf(ports, provider).map(({ ref, told }) =>
        modelInfo(ref, provider, told, catalogue.find(provider, ref.modelId, clock.now()), favourites),
      ),
    );
    return withAuto(models, favourites);
  };
  return {
    list,
    async refresh() {
      await fetchOnce(withLists(readyProviders(directory)));
      return list();
    },
    async refreshStale() {
      const old = withLists(readyProviders(directory)).filter(
        ({ id }) => clock.now() - (repository.modelsListedAt(id) ?? 0) > dayMs,
      );
      if (old.length === 0) return;
      try {
        await fetchOnce(old);
      } catch (error) {
        logger.error('Lists of models could not be refreshed', {}, error);
      }
    },
    setFavourite(model, isFavourite) {
      const others = settings.read().favouriteModels.filter((other) => !sameModel(other, model));
      settings.update({ favouriteModels: isFavourite ? [...others, model].slice(-500) : others });
      events.broadcast({ type: 'models.changed' });
      events.broadcast({ type: 'settings.changed' });
    },
    async describe(ref) {
      if (isAuto(ref)) return autoInfo(favouritesOf(settings));
      const catalogue = await ports.loadCatalogue();
      const provider = directory.find(ref.providerId);
      const told = repository.listModels(ref.providerId).find((model) => model.id === ref.modelId) ?? null;
      const known = provider === null ? null : catalogue.find(provider, ref.modelId, clock.now());
      return modelInfo(ref, provider, told, known, favouritesOf(settings));
    },
    listDefaults: () => listDefaults(ports),
    findDefault: async () => (await listDefaults(ports))[0] ?? null,
  };
}

async function listDefaults({
  directory,
  repository,
  settings,
  loadCatalogue,
  clock,
}: ModelsPorts): Promise<ModelRef[]> {
  const catalogue = await loadCatalogue();
  return withLists(readyProviders(directory)).flatMap((provider) => {
    const lookUp = (modelId: string) => catalogue.find(provider, modelId, clock.now());
    const chosen = settings.read().routing[provider.id]?.defaultModel ?? null;
    const modelId = chosen ?? bestModel(provider.kind, repository.listModels(provider.id), lookUp);
    return modelId === null ? [] : [{ providerId: provider.id, modelId }];
  });
}

/** Two windows that ask at the same time make one round of requests. */
function fetchOneRound(ports: ModelsPorts): (providers: readonly ProviderView[]) => Promise<void> {
  let running: Promise<void> | null = null;
  const fetchAll = async (providers: readonly ProviderView[]): Promise<void> => {
    await Promise.all(providers.map((provider) => fetchList(ports, provider)));
    ports.events.broadcast({ type: 'models.changed' });
    ports.events.broadcast({ type: 'providers.changed' });
  };
  return (providers) => {
    running ??= fetchAll(providers).finally(() => (running = null));
    return running;
  };
}

const favouritesOf = (settings: SettingsRepository): ReadonlySet<string> =>
  new Set(settings.read().favouriteModels.map(formatModelRef));

const readyProviders = (directory: ProviderDirectory): readonly ProviderView[] =>
  directory.list().filter((provider) => provider.isReady);

/** The Guide is no language model: it lists nothing and is nobody's default. */
const withLists = (providers: readonly ProviderView[]): readonly ProviderView[] =>
  providers.filter(({ kind }) => kind !== 'guide');

/** What the provider told, and models that were chosen by name: they can be picked even when no list can be fetched. */
function refsOf(
  { repository, settings, directory }: ModelsPorts,
  provider: ProviderView,
): readonly { readonly ref: ModelRef; readonly told: ProviderModel | null }[] {
  const providerId = provider.id;
  if (provider.kind === 'guide') return [{ ref: { providerId, modelId: 'guide' }, told: null }];
  const told = repository.listModels(providerId);
  const { defaultModel, favouriteModels, routing } = settings.read();
  const fallbacks = Object.values(routing).flatMap((own) => own.fallbacks);
  const named = [
    directory.environmentModel,
    ...directory.environmentFallbacks,
    defaultModel,
    ...fallbacks,
    ...favouriteModels,
  ];
  const chosen = [
    ...named.flatMap((ref) => (ref?.providerId === providerId ? [ref.modelId] : [])),
    ...[routing[providerId]?.defaultModel ?? null].flatMap((modelId) => modelId ?? []),
  ];
  const unlisted = [...new Set(chosen)].filter((id) => !told.some((model) => model.id === id));
  return [
    ...unlisted.map((modelId) => ({ ref: { providerId, modelId }, told: null })),
    ...told.map((model) => ({ ref: { providerId, modelId: model.id }, told: model })),
  ];
}

async function fetchList(ports: ModelsPorts, provider: ProviderView): Promise<void> {
  const { directory, repository, clock, scheduler } = ports;
  const result = await withTimeLimit<Result<readonly ProviderModel[], AppErrorData>>(
    scheduler,
    listLimitMs,
    (signal) => directory.open(provider.id).listModels(signal),
    () => ({
      ok: false,
      error: appError('timeout', 'There was no answer within 15 seconds.', { providerId: provider.id }),
    }),
  );
  directory.noteError(provider.id, result.ok ? null : result.error);
  if (result.ok) repository.saveModels(provider.id, result.value, clock.now());
}
