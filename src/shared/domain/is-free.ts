import type { Pricing } from './pricing';

/** Whether nothing that it does costs anything; what is unknown may. */
export const isFree = ({ input, output, tiers, ...rest }: Pricing): boolean =>
  input === 0 &&
  output === 0 &&
  tiers.length === 0 &&
  Object.values(rest).every((price) => typeof price !== 'number' || price === 0);
