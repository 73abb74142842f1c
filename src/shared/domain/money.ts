/** Money is counted in whole nano-dollars (a thousand millionth), so that sums are exact. */
const nanosPerDollar = 1_000_000_000;

/** Whole nano-dollars of an amount in dollars. */
export const nanosOf = (dollars: number): number => Math.round(dollars * nanosPerDollar);
export const dollarsOf = (nanos: number): number => nanos / nanosPerDollar;

/** Pico-dollars for one token at a price in dollars per million: prices have at most six digits behind the point. */
export const picosPerToken = (price: number): number => Math.round(price * 1_000_000);
