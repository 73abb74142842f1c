import type { AppInfo } from '#shared/contracts/app.contract';
import type { AppEvent } from '#shared/contracts/events';
import type { KeyId, PersonaId, ProviderId } from '#shared/domain/ids';
import type { ModelInfo } from '#shared/domain/model';
import { formatModelRef, parseModelRef } from '#shared/domain/model-ref';
import type { CustomModel, ModelDetails, OwnPrices } from '#shared/domain/own-model';
import type { Persona, PersonaDraft } from '#shared/domain/persona';
import type { LocalServer, ProviderView } from '#shared/domain/provider';
import type { Settings } from '#shared/domain/settings';
import { vendorOfKey } from '#shared/domain/vendor-of-key';
import type { AppErrorData } from '#shared/errors/app-error';
import { v7 } from 'uuid';
import type { Bridge } from '../../../src/renderer/bridge/bridge';
import { fakeRoutingRoutes } from './fake-routing';
import { plainPricing } from './plain-pricing';
import { fakeKeyRoutes, keysAt, keyView, noKey, withKeys } from './fake-keys';

const appError = (
  code: AppErrorData['code'],
  message: string,
  rest: Partial<AppErrorData> = {},
): AppErrorData => ({ code, message, ...rest });

/** Those that were set. */
const known = (prices: OwnPrices) =>
  Object.fromEntries(Object.entries(prices).filter(([, price]) => price !== null));

type Answer = { readonly value: unknown } | { readonly error: AppErrorData } | null;

export const provider = (
  id: string,
  name: string,
  kind: ProviderView['kind'],
  rest: Partial<ProviderView> = {},
): ProviderView => ({
  id: id as ProviderId,
  name,
  kind,
  baseUrl: null,
  origin: 'builtin',
  isEnabled: true,
  needsKey: kind !== 'guide' && kind !== 'compatible',
  key: noKey,
  keys: [],
  isReady: kind === 'guide',
  lastError: null,
  ...rest,
});

export const modelOf = (
  { id, name }: Pick<ProviderView, 'id' | 'name'>,
  modelId: string,
  modelName: string,
  rest: Partial<ModelInfo> = {},
): ModelInfo => ({
  ref: { providerId: id, modelId },
  name: modelName,
  providerName: name,
  contextWindow: null,
  outputLimit: null,
  supportsImages: null,
  makesImages: null,
  supportsThinking: null,
  thinking: null,
  pricing: null,
  createdAt: null,
  deprecated: false,
  isFavourite: false,
  isHidden: false,
  isCustom: false,
  ...rest,
});

const persona = (name: string, description: string): Persona => ({
  id: v7() as PersonaId,
  name,
  description,
  instructions: `You are ${name}.`,
  model: null,
  temperature: null,
  starters: [],
  reusesAnswers: false,
  isBundled: true,
  updatedAt: 0,
});

const guide = provider('guide', 'Guide', 'guide');
const openai = provider('openai', 'OpenAI', 'openai');
const anthropic = provider('anthropic', 'Anthropic', 'anthropic');
const google = provider('google', 'Google Gemini', 'google');

/** Models that a key of a vendor brings. */
const modelsOf: Readonly<Record<string, readonly ModelInfo[]>> = {
  guide: [modelOf(guide, 'guide', 'Guide')],
  openai: [
    modelOf(openai, 'gpt-6', 'GPT-6', {
      contextWindow: 400_000,
      pricing: plainPricing({ input: 2.5, output: 15, cachedInput: 0.25, seenOn: '2026-11-01' }),
      supportsThinking: true,
      thinking: { kind: 'levels', levels: ['none', 'low', 'medium', 'high', 'xhigh'] },
      createdAt: 3,
    }),
    modelOf(openai, 'gpt-6-mini', 'GPT-6 mini', {
      contextWindow: 400_000,
      pricing: plainPricing({ input: 0.25, output: 2, cachedInput: null, seenOn: '2026-11-01' }),
      createdAt: 2,
    }),
    modelOf(openai, 'gpt-4.1', 'GPT-4.1', { contextWindow: 1_047_576, createdAt: 1, deprecated: true }),
  ],
  anthropic: [
    modelOf(anthropic, 'claude-opus-5-5', 'Claude Opus 5.5', {
      contextWindow: 200_000,
      pricing: plainPricing({ input: 5, output: 25, cachedInput: 0.5, seenOn: '2026-11-01' }),
      supportsThinking: true,
      thinking: { kind: 'budget', min: 1024, max: 8192, canBeOff: true },
      createdAt: 3,
    }),
    modelOf(anthropic, 'claude-haiku-5', 'Claude Haiku 5', { contextWindow: 200_000, createdAt: 2 }),
  ],
  google: [modelOf(google, 'gemini-4-pro', 'Gemini 4 Pro', { contextWindow: 1_048_576 })],
};

/**
 * Providers, keys, models, personas and settings in memory, with the rules a window can see: a key is recognised by its
 * shape, tested, and brings models; a new address detaches it. Keys that end in `bad` are refused.
 */
export class FakeDirectory {
  providers: readonly ProviderView[] = [openai, anthropic, google, guide];
  extraModels: readonly ModelInfo[] = [];
  favourites = new Set<string>();
  hidden = new Set<string>();
  prices = new Map<string, OwnPrices>();
  custom = new Map<string, CustomModel>();
  personas: readonly Persona[] = [
    persona('Plain teacher', 'Explains one thing at a time, in plain words.'),
    persona('Careful editor', 'Corrects text and says why, without changing its voice.'),
    persona('Pair programmer', 'Reads code first, then proposes the smallest change.'),
    persona('Sounding board', 'Asks before it answers; helps to think something through.'),
  ];
  removed: Persona[] = [];
  localServers: readonly LocalServer[] = [];
  keychain: AppInfo['keychain'] = 'ready';
  notices: AppInfo['notices'] = [];
  readonly #emit: (event: AppEvent) => void;
  readonly #settings: { settings: Settings };

  constructor(engine: { settings: Settings; emit: (event: AppEvent) => void }) {
    this.#settings = engine;
    this.#emit = (event) => engine.emit(event);
  }

  /** OpenAI and Anthropic have a key. */
  makeReady(...ids: readonly string[]): void {
    for (const id of ids) this.#update(id, withKeys([keyView({ id: id as KeyId })]));
  }

  models(): readonly ModelInfo[] {
    const ready = this.providers.filter(({ isReady }) => isReady);
    const told = [...ready.flatMap(({ id }) => modelsOf[id] ?? []), ...this.extraModels];
    const added = [...this.custom.keys()].filter(
      (key) => !told.some(({ ref }) => key === formatModelRef(ref)),
    );
    const unlisted = added.flatMap((key) => {
      const ref = parseModelRef(key);
      const owner = ready.find(({ id }) => id === ref?.providerId);
      return ref === null || owner === undefined ? [] : [modelOf(owner, ref.modelId, ref.modelId)];
    });
    return [...told, ...unlisted].map((model) => this.#withOwn(model));
  }

  #withOwn(model: ModelInfo): ModelInfo {
    const key = formatModelRef(model.ref);
    const prices = this.prices.get(key);
    const custom = this.custom.get(key);
    return {
      ...model,
      ...custom,
      isFavourite: this.favourites.has(key),
      isHidden: this.hidden.has(key),
      isCustom: custom !== undefined,
      pricing:
        prices === undefined
          ? model.pricing
          : plainPricing({ ...model.pricing, ...known(prices), seenOn: '2026-11-21', source: 'you' }),
    };
  }

  #details(model: ModelInfo['ref']): ModelDetails {
    const key = formatModelRef(model);
    const custom = this.custom.get(key) ?? null;
    const told = [...Object.values(modelsOf).flat(), ...this.extraModels].find(
      ({ ref }) => formatModelRef(ref) === key,
    );
    const source = custom === null ? 'provider' : 'you';
    return {
      model,
      sources: {
        name: source,
        contextWindow: source,
        outputLimit: null,
        supportsImages: null,
        makesImages: null,
        supportsThinking: source,
        createdAt: 'provider',
        deprecated: null,
      },
      listedAt: Date.parse('2026-11-20T12:00:00'),
      catalogueDate: '2026-11-01',
      vendorDate: '2026-11-02',
      ownPrices: this.prices.get(key) ?? null,
      custom,
      toldPricing: told?.pricing ?? null,
    };
  }

  /** Null for a route that is not about any of these. */
  answer(route: string, input: never): Answer {
    const find = (this.#routes as Readonly<Record<string, (input: never) => Answer>>)[route];
    return find === undefined ? null : find(input);
  }

  readonly #routes = {
    'app.info': () => ({
      value: {
        version: '0.1.0',
        platform: 'linux',
        electron: '45.4.1',
        dataFolder: '/home/maja/.config/Parley',
        keychain: this.keychain,
        notices: this.notices,
      } satisfies AppInfo,
    }),
    'settings.update': ({ patch }: { readonly patch: Partial<Settings> }) => {
      this.#settings.settings = { ...this.#settings.settings, ...patch };
      this.#emit({ type: 'settings.changed' });
      return { value: this.#settings.settings };
    },
    'persona.list': () => ({ value: this.personas }),
    'persona.create': ({ draft }: { readonly draft: PersonaDraft }) => {
      const made: Persona = { ...draft, id: v7() as PersonaId, isBundled: false, updatedAt: 1 };
      return this.#setPersonas([...this.personas, made], made);
    },
    'persona.update': ({ personaId, draft }: { readonly personaId: string; readonly draft: PersonaDraft }) =>
      this.#setPersonas(
        this.personas.map((known) => (known.id === personaId ? { ...known, ...draft } : known)),
        null,
      ),
    'persona.delete': ({ personaId }: { readonly personaId: string }) => {
      this.removed.push(...this.personas.filter(({ id }) => id === personaId));
      return this.#setPersonas(
        this.personas.filter(({ id }) => id !== personaId),
        null,
      );
    },
    'persona.restore': ({ personaId }: { readonly personaId: string }) =>
      this.#setPersonas([...this.personas, ...this.removed.filter(({ id }) => id === personaId)], null),
    'provider.list': () => ({ value: this.providers }),
    'provider.findLocal': () => ({ value: this.localServers }),
    'provider.addLocal': ({ providerId }: { readonly providerId: string }) => {
      const server = this.localServers.find((known) => known.providerId === providerId);
      if (server === undefined) return { error: appError('provider.not-found', 'No such server.') };
      this.localServers = this.localServers.map((known) =>
        known === server ? { ...known, isAdded: true } : known,
      );
      return this.#add(
        provider(providerId, server.name, 'compatible', {
          origin: 'local',
          baseUrl: server.baseUrl,
          isReady: true,
        }),
      );
    },
    'provider.add': ({ name, baseUrl }: { readonly name: string; readonly baseUrl: string }) =>
      baseUrl.startsWith('http://example')
        ? { error: appError('provider.invalid-url', 'Use https:// for a server on the internet.') }
        : this.#add(
            provider(name.toLowerCase().replaceAll(' ', '-'), name, 'compatible', {
              origin: 'person',
              baseUrl,
              isReady: true,
            }),
          ),
    'provider.update': ({
      providerId,
      ...patch
    }: { readonly providerId: string } & Partial<ProviderView>) => {
      const isMoved = patch.baseUrl !== undefined;
      return this.#update(providerId, {
        ...patch,
        ...(isMoved ? keysAt(this.#find(providerId), patch.baseUrl ?? null) : {}),
        ...(patch.isEnabled === false ? { isReady: false } : {}),
      });
    },
    'provider.remove': ({ providerId }: { readonly providerId: string }) => {
      this.providers = this.providers.filter(({ id }) => id !== providerId);
      this.#emit({ type: 'providers.changed' });
      return { value: null };
    },
    'provider.test': ({ providerId }: { readonly providerId: string }) => this.#tested(providerId),
    'key.save': ({ providerId, key }: { readonly providerId: string | null; readonly key: string }) => {
      const id = providerId ?? vendorOfKey(key.trim());
      if (id === null)
        return { error: appError('secret.invalid', 'Parley does not know whose key this is.') };
      if (key.trim().endsWith('bad')) {
        return { error: appError('auth', 'Incorrect API key provided.', { providerId: id, status: 401 }) };
      }
      const source = this.keychain === 'ready' ? 'keychain' : 'session';
      this.#update(id, withKeys([keyView({ id: id as KeyId, last4: key.trim().slice(-4), source })]));
      return this.#tested(id);
    },
    ...fakeKeyRoutes({
      find: (id) => this.#find(id),
      update: (id, patch) => this.#update(id, patch) as { readonly value: unknown },
      tested: (id) => this.#tested(id) as { readonly value: unknown },
      source: () => (this.keychain === 'ready' ? 'keychain' : 'session'),
    }),
    ...fakeRoutingRoutes({
      providers: () => this.providers,
      models: () => this.models(),
      engine: () => this.#settings,
      changed: () => this.#emit({ type: 'settings.changed' }),
    }),
    'model.list': () => ({ value: this.models() }),
    'model.refresh': () => ({ value: this.models() }),
    'model.setFavourite': ({
      model,
      isFavourite,
    }: {
      readonly model: ModelInfo['ref'];
      readonly isFavourite: boolean;
    }) => {
      const name = `${model.providerId}/${model.modelId}`;
      if (isFavourite) this.favourites.add(name);
      else this.favourites.delete(name);
      this.#emit({ type: 'models.changed' });
      return { value: null };
    },
    'model.details': ({ model }: { readonly model: ModelInfo['ref'] }) => ({ value: this.#details(model) }),
    'model.setHidden': ({
      models,
      isHidden,
    }: {
      readonly models: readonly ModelInfo['ref'][];
      readonly isHidden: boolean;
    }) => {
      for (const model of models) {
        if (isHidden) this.hidden.add(formatModelRef(model));
        else this.hidden.delete(formatModelRef(model));
      }
      return this.#changed();
    },
    'model.setPrices': ({
      model,
      prices,
    }: {
      readonly model: ModelInfo['ref'];
      readonly prices: OwnPrices | null;
    }) => {
      if (prices === null) this.prices.delete(formatModelRef(model));
      else this.prices.set(formatModelRef(model), prices);
      return this.#changed();
    },
    'model.saveCustom': ({
      model,
      custom,
    }: {
      readonly model: ModelInfo['ref'];
      readonly custom: CustomModel;
    }) => {
      this.custom.set(formatModelRef(model), custom);
      return this.#changed();
    },
    'model.removeCustom': ({ model }: { readonly model: ModelInfo['ref'] }) => {
      this.custom.delete(formatModelRef(model));
      return this.#changed();
    },
    'chat.modelFor': ({ model }: { readonly model: ModelInfo['ref'] | null }) => {
      const best = this.models().find(({ ref }) => ref.providerId !== 'guide') ?? this.models()[0];
      return { value: model ?? this.#settings.settings.defaultModel ?? best?.ref };
    },
  };

  #find(id: string): ProviderView {
    const known = this.providers.find((each) => each.id === id);
    if (known === undefined) throw new Error(`There is no provider ${id}.`);
    return known;
  }

  #changed(): Answer {
    this.#emit({ type: 'models.changed' });
    return { value: null };
  }

  #tested(id: string): Answer {
    const known = this.providers.find((each) => each.id === id);
    if (known === undefined) return { error: appError('provider.not-found', 'There is no such provider.') };
    return { value: { provider: known, modelCount: modelsOf[id]?.length ?? 0 } };
  }

  #add(added: ProviderView): Answer {
    this.providers = [...this.providers, added];
    this.#emit({ type: 'providers.changed' });
    return { value: added };
  }

  #update(id: string, patch: Partial<ProviderView>): Answer {
    this.providers = this.providers.map((known) => (known.id === id ? { ...known, ...patch } : known));
    this.#emit({ type: 'providers.changed' });
    this.#emit({ type: 'models.changed' });
    return { value: this.providers.find((known) => known.id === id) };
  }

  #setPersonas(personas: readonly Persona[], answer: Persona | null): Answer {
    this.personas = personas;
    this.#emit({ type: 'personas.changed' });
    return { value: answer };
  }
}

/** An engine whose providers, models, personas and settings are the directory's. */
export const withDirectory = (
  engine: Bridge & { failNext: { readonly route: string; readonly error: AppErrorData } | null },
  directory: FakeDirectory,
): Bridge => ({
  subscribe: (listener) => engine.subscribe(listener),
  call: (async (route: string, input: unknown) => {
    // The engine keeps the record of calls and fails what a test asked to fail.
    const said = await engine.call(route as 'app.info', input as null);
    if (!said.ok) return said;
    const own = directory.answer(route, input as never);
    if (own === null) return said;
    return 'error' in own ? { ok: false, error: own.error } : { ok: true, value: own.value };
  }) as Bridge['call'],
});
