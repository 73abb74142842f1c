import { formatModelRef, type ModelInfo, type ModelRef } from '#shared/domain/model';
import type { FactSource, ModelSources } from '#shared/domain/own-model';
import type { ProviderView } from '#shared/domain/provider';
import { freeOfCharge } from '#shared/domain/usage';
import type { ProviderModel } from '#main/ports/chat-provider';
import type { OwnModel } from '#main/ports/own-model-repository';
import type { CatalogueEntry } from './catalogue';
import { mergePricing, toldPricing } from './merge-pricing';
import { thinkingOffer } from './thinking-offers';
import { vendorFacts } from './vendor-facts';

/** What each of those who may know says of a model; null has nothing to say. */
export interface Told {
  readonly provider: ProviderView | null;
  /** The provider's list. */
  readonly listed: ProviderModel | null;
  /** When that list came, in epoch ms. */
  readonly listedAt: number | null;
  readonly known: CatalogueEntry | null;
  readonly own: OwnModel | null;
}

interface Facts {
  readonly name: string | null;
  readonly contextWindow: number | null;
  readonly outputLimit: number | null;
  readonly supportsImages: boolean | null;
  readonly makesImages: boolean | null;
  readonly supportsThinking: boolean | null;
  readonly createdAt: number | null;
  /** True, or nobody said. */
  readonly deprecated: true | null;
}

const yes = (value: boolean | undefined): true | null => (value === true ? true : null);

/** Who may know, the one that is believed first. */
function speakers(ref: ModelRef, { provider, listed, known, own }: Told) {
  const vendor = provider === null ? null : vendorFacts(provider.kind, ref.modelId);
  const all: readonly (readonly [FactSource, Partial<Facts> | null])[] = [
    ['you', own?.custom ?? null],
    ['provider', listed === null ? null : { ...listed, deprecated: yes(listed.deprecated) }],
    ['vendor', vendor],
    ['catalogue', known === null ? null : { ...known, deprecated: yes(known.deprecated) }],
  ];
  return all;
}

const factNames = [
  'name',
  'contextWindow',
  'outputLimit',
  'supportsImages',
  'makesImages',
  'supportsThinking',
  'createdAt',
  'deprecated',
] as const;

/** Each fact by the first who knows it; what nobody knows stays unknown. */
export function mergeFacts(
  ref: ModelRef,
  told: Told,
): { readonly facts: Facts; readonly sources: ModelSources } {
  const all = speakers(ref, told);
  const first = (name: keyof Facts) =>
    all.find(([, facts]) => (facts?.[name] ?? null) !== null) ?? [null, null];
  const pick = <K extends keyof Facts>(name: K): Facts[K] | null => first(name)[1]?.[name] ?? null;
  const sources = Object.fromEntries(factNames.map((name) => [name, first(name)[0]]));
  return {
    facts: {
      name: pick('name'),
      contextWindow: pick('contextWindow'),
      outputLimit: pick('outputLimit'),
      supportsImages: pick('supportsImages'),
      makesImages: pick('makesImages'),
      supportsThinking: pick('supportsThinking'),
      createdAt: pick('createdAt'),
      deprecated: pick('deprecated'),
    },
    sources: sources as ModelSources,
  };
}

export function modelInfo(ref: ModelRef, told: Told, favourites: ReadonlySet<string>): ModelInfo {
  const { provider, listed, own } = told;
  const { name, deprecated, ...facts } = mergeFacts(ref, told).facts;
  const thinks = { supportsThinking: facts.supportsThinking, thinkingLevels: listed?.thinkingLevels ?? null };
  return {
    ...facts,
    ref,
    name: name ?? readableName(ref, provider),
    providerName: provider?.name ?? ref.providerId,
    thinking: provider === null ? null : thinkingOffer(provider.kind, ref.modelId, thinks),
    pricing: provider?.kind === 'guide' ? freeOfCharge : mergePricing(toldPricing(told), own?.prices ?? null),
    deprecated: deprecated === true,
    isFavourite: favourites.has(formatModelRef(ref)),
    isHidden: own?.isHidden === true,
    isCustom: (own?.custom ?? null) !== null,
  };
}

/** An id without the folder before it and the date behind it: `org/llama-3.3-70b` → `llama-3.3-70b`. */
function readableName({ modelId }: ModelRef, provider: ProviderView | null): string {
  if (provider?.kind === 'guide') return 'Guide';
  const bare = modelId.slice(modelId.lastIndexOf('/') + 1).replace(/-(\d{8}|\d{4}-\d{2}-\d{2})$/, '');
  return bare === '' ? modelId : bare;
}
