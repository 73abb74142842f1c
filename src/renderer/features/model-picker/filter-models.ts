import { isFree } from '#shared/domain/is-free';
import type { ModelInfo } from '#shared/domain/model';

export const capabilities = ['sees', 'draws', 'thinks', 'long'] as const;
export type Capability = (typeof capabilities)[number];

/** From here on a window is called long, in tokens. */
const longWindow = 200_000;

const has: Readonly<Record<Capability, (model: ModelInfo) => boolean>> = {
  sees: ({ supportsImages }) => supportsImages === true,
  draws: ({ makesImages }) => makesImages === true,
  thinks: ({ supportsThinking }) => supportsThinking === true,
  long: ({ contextWindow }) => (contextWindow ?? 0) >= longWindow,
};

export const capabilityNames: Readonly<Record<Capability, string>> = {
  sees: 'Images in',
  draws: 'Images out',
  thinks: 'Thinking',
  long: 'Long window',
};

/** US dollars for a million tokens that are sent; what is paid by the picture alone is in none of the figures. */
export const priceBands = ['free', '1', '5', '20', 'more', 'unknown'] as const;
export type PriceBand = (typeof priceBands)[number];

export const priceBandNames: Readonly<Record<PriceBand, string>> = {
  free: 'Free',
  '1': 'Under $1',
  '5': 'Under $5',
  '20': 'Under $20',
  more: '$20 and more',
  unknown: 'Price unknown',
};

export function isInPriceBand({ pricing }: Pick<ModelInfo, 'pricing'>, band: PriceBand): boolean {
  if (band === 'free') return pricing !== null && isFree(pricing);
  const price = pricing?.input ?? null;
  if (band === 'unknown') return price === null && (pricing?.picture ?? null) === null;
  if (price === null) return false;
  return band === 'more' ? price >= 20 : price < Number(band);
}

/** How long ago the provider made it, in days. */
export const ageBands = ['90', '180', '365', 'older', 'unknown'] as const;
export type AgeBand = (typeof ageBands)[number];

export const ageBandNames: Readonly<Record<AgeBand, string>> = {
  '90': 'Last 3 months',
  '180': 'Last 6 months',
  '365': 'Last year',
  older: 'Older than a year',
  unknown: 'Age unknown',
};

const dayMs = 86_400_000;

export function isInAgeBand(
  { createdAt }: Pick<ModelInfo, 'createdAt'>,
  band: AgeBand,
  now: number,
): boolean {
  if (band === 'unknown' || createdAt === null) return band === 'unknown' && createdAt === null;
  const days = (now - createdAt) / dayMs;
  return band === 'older' ? days > 365 : days <= Number(band);
}

export interface ModelFilter {
  readonly providerId: string | null;
  readonly price: PriceBand | null;
  readonly age: AgeBand | null;
  /** All of these. */
  readonly needs: readonly Capability[];
  readonly isFavourite: boolean;
  readonly isDeprecated: boolean;
  /** Those that are out of sight, and no others. */
  readonly isHidden: boolean;
}

export const noFilter: ModelFilter = {
  providerId: null,
  price: null,
  age: null,
  needs: [],
  isFavourite: false,
  isDeprecated: false,
  isHidden: false,
};

/** How many filters are set. */
export const countFilters = ({ providerId, price, age, needs, ...only }: ModelFilter): number =>
  [providerId, price, age].filter((each) => each !== null).length +
  needs.length +
  Object.values(only).filter(Boolean).length;

/** What is left. What is hidden is not, but for whom it is looked for by its whole name or id, or in use. */
export function filterModels(
  models: readonly ModelInfo[],
  filter: ModelFilter,
  {
    now,
    query,
    isInUse = () => false,
  }: {
    readonly now: number;
    readonly query: string;
    readonly isInUse?: (model: ModelInfo) => boolean;
  },
): readonly ModelInfo[] {
  const sought = query.trim().toLowerCase();
  return models.filter(
    (model) =>
      (filter.isHidden ? model.isHidden : !model.isHidden || isCalled(model, sought) || isInUse(model)) &&
      (!filter.isFavourite || model.isFavourite) &&
      (!filter.isDeprecated || model.deprecated) &&
      (filter.providerId === null || model.ref.providerId === filter.providerId) &&
      (filter.price === null || isInPriceBand(model, filter.price)) &&
      (filter.age === null || isInAgeBand(model, filter.age, now)) &&
      filter.needs.every((capability) => has[capability](model)),
  );
}

const isCalled = ({ name, ref }: ModelInfo, sought: string): boolean =>
  sought !== '' &&
  [name, ref.modelId, `${ref.providerId}/${ref.modelId}`].some((text) => text.toLowerCase() === sought);
