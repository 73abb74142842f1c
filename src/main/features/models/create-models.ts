import { appError, type AppErrorData } from '#shared/errors/app-error';
import { formatModelRef, sameModel, type ModelInfo, type ModelRef } from '#shared/domain/model';
import { isAuto } from '#shared/domain/auto-model';
import type { ProviderView } from '#shared/domain/provider';
import { findRouting } from '#shared/domain/routing';
import type { Result } from '#shared/kernel/result';
import type { ModelDetails } from '#shared/domain/own-model';
import type { ProviderModel } from '#main/ports/chat-provider';
import type { Clock } from '#main/ports/clock';
import type { EventSink } from '#main/ports/event-sink';
import type { Logger } from '#main/ports/logger';
import type { ModelDirectory } from '#main/ports/model-directory';
import type { OwnModel, OwnModelRepository } from '#main/ports/own-model-repository';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { Scheduler } from '#main/ports/scheduler';
import type { ProviderRepository, SettingsRepository } from '#main/ports/settings-repositories';
import { withTimeLimit } from '#main/streaming/time-limit';
import type { Catalogue } from './catalogue';
import { changeOwnModels, type OwnModels } from './change-own-models';
import { bestModel } from './default-models';
import { autoInfo, withAuto } from './auto-info';
import { toldPricing } from './merge-pricing';
import { mergeFacts, modelInfo, type Told } from './model-info';
import { vendorFactsDate } from './vendor-facts';

export interface ModelsPorts {
  readonly directory: ProviderDirectory;
  readonly repository: ProviderRepository;
  readonly settings: SettingsRepository;
  readonly own: OwnModelRepository;
  readonly loadCatalogue: () => Promise<Catalogue>;
  readonly events: EventSink;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
}

export interface ModelsFeature extends ModelDirectory, OwnModels {
  /** Asks every provider that is ready; a failure stays with its provider and keeps its last list. */
  refresh(): Promise<readonly ModelInfo[]>;
  /** The same for lists older than a day; for a quiet moment after the start. Never throws. */
  refreshStale(): Promise<void>;
  setFavourite(model: ModelRef, isFavourite: boolean): void;
  /** Who told what of a model. */
  details(model: ModelRef): Promise<ModelDetails>;
}

const dayMs = 86_400_000;
const listLimitMs = 15_000;

export function createModels(ports: ModelsPorts): ModelsFeature {
  const { directory, repository, settings, events, clock, logger } = ports;
  const fetchOnce = fetchOneRound(ports);
  const toldOf = askAll(ports);

  const list = async (): Promise<readonly ModelInfo[]> => {
    const catalogue = await ports.loadCatalogue();
    const favourites = favouritesOf(settings);
    const models = readyProviders(directory).flatMap((provider) => {
      const listedAt = repository.modelsListedAt(provider.id);
      return refsOf(ports, provider).map(({ ref, ...told }) => {
        const known = catalogue.find(provider, ref.modelId, clock.now());
        return modelInfo(ref, { provider, listedAt, known, ...told }, favourites);
      });
    });
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
    ...changeOwnModels(ports),
    async describe(ref) {
      const favourites = favouritesOf(settings);
      return isAuto(ref) ? autoInfo(favourites) : modelInfo(ref, await toldOf(ref), favourites);
    },
    details: async (model) => detailsOf(ports, model, await toldOf(model)),
    listDefaults: () => listDefaults(ports),
    findDefault: async () => (await listDefaults(ports))[0] ?? null,
  };
}

async function listDefaults(ports: ModelsPorts): Promise<ModelRef[]> {
  const { directory, settings, clock } = ports;
  const catalogue = await ports.loadCatalogue();
  return withLists(readyProviders(directory)).flatMap((provider) => {
    const lookUp = (modelId: string) => catalogue.find(provider, modelId, clock.now());
    const chosen = findRouting(settings.read().routing, provider.id)?.defaultModel ?? null;
    const modelId = chosen ?? bestModel(provider.kind, inSight(ports, provider.id), lookUp);
    return modelId === null ? [] : [{ providerId: provider.id, modelId }];
  });
}

async function detailsOf(ports: ModelsPorts, model: ModelRef, told: Told): Promise<ModelDetails> {
  return {
    model,
    sources: mergeFacts(model, told).sources,
    listedAt: told.listedAt,
    catalogueDate: (await ports.loadCatalogue()).date,
    vendorDate: vendorFactsDate,
    ownPrices: ownPricesOf(told),
    custom: told.own?.custom ?? null,
    toldPricing: toldPricing(told),
  };
}

/** Without their day, which is the price's. */
function ownPricesOf({ own }: Told): ModelDetails['ownPrices'] {
  if (own?.prices === null || own === null) return null;
  const { input, output, cachedInput, cacheWrite, imageInput, imageOutput, picture } = own.prices;
  return { input, output, cachedInput, cacheWrite, imageInput, imageOutput, picture };
}

/** What everybody says of one model. */
const askAll =
  ({ directory, repository, own, clock, loadCatalogue }: ModelsPorts) =>
  async (ref: ModelRef): Promise<Told> => {
    const catalogue = await loadCatalogue();
    const provider = directory.find(ref.providerId);
    return {
      provider,
      listed: repository.listModels(ref.providerId).find((model) => model.id === ref.modelId) ?? null,
      listedAt: repository.modelsListedAt(ref.providerId),
      known: provider === null ? null : catalogue.find(provider, ref.modelId, clock.now()),
      own: own.find(ref),
    };
  };

/** What a provider told, without what a person does not want to see. */
function inSight({ repository, own }: ModelsPorts, providerId: ModelRef['providerId']) {
  const hidden = new Set(
    own.listOf(providerId).flatMap(({ modelId, isHidden }) => (isHidden ? modelId : [])),
  );
  return repository.listModels(providerId).filter(({ id }) => !hidden.has(id));
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

interface Listed {
  readonly ref: ModelRef;
  readonly listed: ProviderModel | null;
  readonly own: OwnModel | null;
}

/**
 * What the provider told, models that the person added, and models that were chosen by name: they can be picked even when
 * no list can be fetched.
 */
function refsOf(ports: ModelsPorts, provider: ProviderView): readonly Listed[] {
  const { repository, settings, directory } = ports;
  const providerId = provider.id;
  const own = new Map(ports.own.listOf(providerId).map((entry) => [entry.modelId, entry]));
  const one = (modelId: string, listed: ProviderModel | null): Listed => ({
    ref: { providerId, modelId },
    listed,
    own: own.get(modelId) ?? null,
  });
  if (provider.kind === 'guide') return [one('guide', null)];
  const listed = repository.listModels(providerId);
  const { defaultModel, favouriteModels } = settings.read();
  const chosen = [directory.environmentModel, defaultModel, ...favouriteModels].flatMap((ref) =>
    ref?.providerId === providerId ? [ref.modelId] : [],
  );
  const added = [...own.values()].flatMap(({ modelId, custom }) => (custom === null ? [] : [modelId]));
  const known = new Set(listed.map((model) => model.id));
  const unlisted = [...new Set([...added, ...chosen])].filter((id) => !known.has(id));
  return [...unlisted.map((id) => one(id, null)), ...listed.map((model) => one(model.id, model))];
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
