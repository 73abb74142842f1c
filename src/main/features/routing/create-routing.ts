import type { ProviderId } from '#shared/domain/ids';
import type { ModelInfo } from '#shared/domain/model';
import {
  findRouting,
  providerRoutingSchema,
  type ProviderRouting,
  type RoutingView,
} from '#shared/domain/routing';
import type { EventSink } from '#main/ports/event-sink';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { SettingsRepository } from '#main/ports/settings-repositories';
import { checkHop, whyNot, type HopPorts } from './check-hop';

export interface RoutingPorts extends HopPorts {
  readonly directory: ProviderDirectory;
  readonly settings: SettingsRepository;
  readonly events: EventSink;
}

export interface RoutingFeature {
  /** Every provider but the Guide, checked now. */
  list(): Promise<readonly RoutingView[]>;
  /** Kept also with problems: a key may come later. Throws `provider.not-found`, `storage.*`. */
  save(providerId: ProviderId, routing: ProviderRouting): Promise<RoutingView>;
  /** At start: what is set and cannot be used, in a sentence; null when all can be. */
  describeProblems(): Promise<string | null>;
}

const untouched: ProviderRouting = providerRoutingSchema.parse({});

/** How providers are asked: default models, fallbacks, and a person's own limits. */
export function createRouting(ports: RoutingPorts): RoutingFeature {
  const { directory, settings, events } = ports;
  const viewOf = async (providerId: ProviderId): Promise<RoutingView> => {
    const routing = findRouting(settings.read().routing, providerId) ?? untouched;
    const isFromEnvironment = routing.fallbacks.length === 0 && directory.environmentFallbacks.length > 0;
    const chain = isFromEnvironment ? directory.environmentFallbacks : routing.fallbacks;
    const base = await describeBase(ports, providerId, routing);
    return {
      providerId,
      routing,
      defaultProblem:
        routing.defaultModel === null ? null : whyNot(ports, { providerId, modelId: routing.defaultModel }),
      hops: await Promise.all(chain.map((model) => checkHop(ports, model, base))),
      isFromEnvironment,
    };
  };
  const list = (): Promise<readonly RoutingView[]> =>
    Promise.all(
      directory
        .list()
        .filter(({ kind }) => kind !== 'guide')
        .map(({ id }) => viewOf(id)),
    );
  return {
    list,
    save(providerId, routing) {
      directory.get(providerId);
      settings.update({ routing: { ...settings.read().routing, [providerId]: routing } });
      events.broadcast({ type: 'settings.changed' });
      events.broadcast({ type: 'models.changed' });
      return viewOf(providerId);
    },
    async describeProblems() {
      const own = Object.values(settings.read().routing);
      if (directory.environmentFallbacks.length === 0 && own.every(({ fallbacks }) => fallbacks.length === 0))
        return null;
      const hops = (await list()).filter(isUsed(ports)).flatMap((view) => view.hops);
      const unusable = hops.filter(({ model }) => whyNot(ports, model) !== null);
      const [first] = unusable;
      if (first === undefined) return null;
      const names = [...new Set(unusable.map(({ name }) => name))].join(', ');
      return `Parley cannot fall back to ${names}: ${first.problems[0] ?? ''} See Settings › Providers.`;
    },
  };
}

/** The chain of a provider that cannot be asked itself stands in for nothing. */
const isUsed =
  ({ directory }: RoutingPorts) =>
  ({ providerId }: RoutingView): boolean =>
    directory.find(providerId)?.isReady === true;

/** What the fallbacks are measured by: the provider's default model, or the one of the settings when it is of this provider. */
async function describeBase(
  { models, settings }: RoutingPorts,
  providerId: ProviderId,
  { defaultModel }: ProviderRouting,
): Promise<ModelInfo | null> {
  if (defaultModel !== null) return models.describe({ providerId, modelId: defaultModel });
  const general = settings.read().defaultModel;
  return general?.providerId === providerId ? models.describe(general) : null;
}
