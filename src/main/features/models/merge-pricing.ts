import { pricingWith, type Pricing } from '#shared/domain/pricing';
import type { ProviderModel } from '#main/ports/chat-provider';
import type { OwnModel } from '#main/ports/own-model-repository';
import type { CatalogueEntry } from './catalogue';
import { dayOf } from './day-of';

interface Telling {
  readonly listed: Pick<ProviderModel, 'prices'> | null;
  /** Epoch ms. */
  readonly listedAt: number | null;
  readonly known: Pick<CatalogueEntry, 'pricing'> | null;
}

/** The price of who is believed without a word of the person: the list of the very provider as a whole, then the catalogue. */
export function toldPricing({ listed, listedAt, known }: Telling): Pricing | null {
  const prices = listed?.prices ?? null;
  if (prices === null || listedAt === null) return known?.pricing ?? null;
  return { ...prices, seenOn: dayOf(listedAt), source: 'provider' };
}

/** A price with what the person set in its place; theirs does not depend on the length of the prompt. */
export function mergePricing(known: Pricing | null, own: OwnModel['prices']): Pricing | null {
  if (own === null) return known;
  const { setOn, ...prices } = own;
  const set = Object.entries(prices).filter(([, price]) => price !== null);
  if (set.length === 0) return known;
  const isOnlyPicture = set.every(([kind]) => kind === 'picture');
  const base = known ?? pricingWith({ seenOn: setOn });
  return {
    ...base,
    ...Object.fromEntries(set),
    tiers: isOnlyPicture ? base.tiers : [],
    seenOn: setOn,
    source: 'you',
  };
}
