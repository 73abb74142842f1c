import { pricingWith, type Pricing } from '#shared/domain/pricing';
import type { OwnModel } from '#main/ports/own-model-repository';

/** The catalogue's price with what the person set in its place; theirs does not depend on the length of the prompt. */
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
