import { isFree } from '#shared/domain/is-free';
import type { ModelInfo } from '#shared/domain/model';
import { rankModel } from './rank-models';

export const modelOrders = ['name', 'price', 'window', 'newest'] as const;
export type ModelOrder = (typeof modelOrders)[number];

export const modelOrderNames: Readonly<Record<ModelOrder, string>> = {
  name: 'By name',
  price: 'Cheapest first',
  window: 'Longest window first',
  newest: 'Newest first',
};

const { compare } = new Intl.Collator('en', { numeric: true });

/** What is not known stands behind all that is. */
const unknownLast = (a: number | null, b: number | null): number =>
  a === null || b === null ? Number(a === null) - Number(b === null) : a - b;

const priceOf = ({ pricing }: ModelInfo): number | null => {
  if (pricing === null) return null;
  if (isFree(pricing)) return 0;
  return pricing.input === null || pricing.output === null ? null : pricing.input + pricing.output;
};
const negative = (value: number | null): number | null => (value === null ? null : -value);

const orders: Readonly<Record<ModelOrder, (a: ModelInfo, b: ModelInfo) => number>> = {
  name: () => 0,
  price: (a, b) => unknownLast(priceOf(a), priceOf(b)),
  window: (a, b) => unknownLast(negative(a.contextWindow), negative(b.contextWindow)),
  newest: (a, b) => unknownLast(negative(a.createdAt), negative(b.createdAt)),
};

/** In an order, equal ones by name. */
export const sortModels = (models: readonly ModelInfo[], order: ModelOrder): readonly ModelInfo[] =>
  models.toSorted(
    (a, b) => orders[order](a, b) || compare(a.name, b.name) || compare(a.providerName, b.providerName),
  );

/** From here on a word was only spelled out somewhere, not found as it stands. */
const spelledRank = 6;

/** Those that answer a search, in the order that they came in. */
export function searchModels(models: readonly ModelInfo[], query: string): readonly ModelInfo[] {
  if (query.trim() === '') return models;
  const ranked = models.flatMap((model) => {
    const rank = rankModel(model, query);
    return rank === null ? [] : [{ model, rank }];
  });
  const exact = ranked.filter(({ rank }) => rank < spelledRank);
  return (exact.length > 0 ? exact : ranked).map(({ model }) => model);
}
