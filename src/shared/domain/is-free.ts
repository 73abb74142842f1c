import type { Pricing } from './pricing';

/** Whether nothing that it does costs anything; what is unknown may. */
export const isFree = ({ input, output, picture, tiers, ...rest }: Pricing): boolean =>
  input === 0 &&
  output === 0 &&
  (picture ?? 0) === 0 &&
  tiers.length === 0 &&
  [rest.cachedInput, rest.cacheWrite, rest.imageInput, rest.imageOutput].every((price) => (price ?? 0) === 0);
