import type { ModelInfo } from '#shared/domain/model';
import { sameModel } from '#shared/domain/model-ref';
import type { ProviderView } from '#shared/domain/provider';
import type { ProviderRouting, RoutingView } from '#shared/domain/routing';
import type { Settings } from '#shared/domain/settings';

/** What the routes of a directory need of it. */
interface RoutedDirectory {
  readonly providers: () => readonly ProviderView[];
  readonly models: () => readonly ModelInfo[];
  readonly engine: () => { settings: Settings };
  readonly changed: () => void;
}

const untouched: ProviderRouting = {
  defaultModel: null,
  fallbacks: [],
  requestsPerMinute: null,
  tokensPerMinute: null,
};

export function fakeRoutingRoutes({ providers, models, engine, changed }: RoutedDirectory) {
  const viewOf = (provider: ProviderView): RoutingView => {
    const routing = engine().settings.routing[provider.id] ?? untouched;
    const hops = routing.fallbacks.map((model) => {
      const own = providers().find(({ id }) => id === model.providerId);
      const info = models().find(({ ref }) => sameModel(ref, model));
      const problems = own?.isReady === true ? [] : [`${own?.name ?? 'It'} needs a key.`];
      return {
        model,
        name: info?.name ?? model.modelId,
        providerName: own?.name ?? model.providerId,
        problems,
      };
    });
    return { providerId: provider.id, routing, defaultProblem: null, hops, isFromEnvironment: false };
  };
  const list = (): readonly RoutingView[] =>
    providers()
      .filter(({ kind }) => kind !== 'guide')
      .map(viewOf);
  return {
    'routing.list': () => ({ value: list() }),
    'routing.save': ({
      providerId,
      routing,
    }: {
      readonly providerId: string;
      readonly routing: ProviderRouting;
    }) => {
      const before = engine().settings;
      engine().settings = { ...before, routing: { ...before.routing, [providerId]: routing } };
      changed();
      return { value: list().find((view) => view.providerId === providerId) };
    },
  };
}
