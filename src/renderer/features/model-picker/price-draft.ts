import type { OutputOf } from '#shared/contracts/index';

type Prices = NonNullable<OutputOf<'model.details'>['ownPrices']>;
export type PriceKind = keyof Prices;

/** Prices as they are written; an empty one is left to who tells it. */
export type PriceDraft = Readonly<Record<PriceKind, string>>;

export const priceKindNames: Readonly<Record<PriceKind, string>> = {
  input: 'Sent',
  output: 'Received',
  cachedInput: 'Read from a cache',
  cacheWrite: 'Written to a cache',
  imageInput: 'Pictures sent',
  imageOutput: 'Pictures made, by tokens',
  picture: 'Each picture made',
};

export const priceKinds: readonly PriceKind[] = [
  'input',
  'output',
  'cachedInput',
  'cacheWrite',
  'imageInput',
  'imageOutput',
  'picture',
];

const each = <T>(of: (kind: PriceKind) => T): Readonly<Record<PriceKind, T>> => ({
  input: of('input'),
  output: of('output'),
  cachedInput: of('cachedInput'),
  cacheWrite: of('cacheWrite'),
  imageInput: of('imageInput'),
  imageOutput: of('imageOutput'),
  picture: of('picture'),
});

export const priceDraftOf = (prices: Prices | null): PriceDraft =>
  each((kind) => (prices?.[kind] ?? null)?.toString() ?? '');

/** Null for nothing, undefined for what is no price. A comma is read as a point. */
function priceOf(text: string): number | null | undefined {
  const bare = text
    .trim()
    .replace(/^\$\s*/, '')
    .replace(',', '.');
  if (bare === '') return null;
  return /^\d{1,6}(\.\d{1,6})?$/.test(bare) ? Number(bare) : undefined;
}

/** Null when one of them is no price; `wrong` says which. */
export function readPrices(draft: PriceDraft): {
  readonly prices: Prices | null;
  readonly wrong: readonly PriceKind[];
} {
  const wrong = priceKinds.filter((kind) => priceOf(draft[kind]) === undefined);
  return { prices: wrong.length > 0 ? null : each((kind) => priceOf(draft[kind]) ?? null), wrong };
}
