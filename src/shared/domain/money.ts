/** Money is counted in whole nano-dollars (a thousand millionth), so that sums are exact. */
const nanosPerDollar = 1_000_000_000;

/** Whole nano-dollars of an amount in dollars. */
export const nanosOf = (dollars: number): number => Math.round(dollars * nanosPerDollar);
export const dollarsOf = (nanos: number): number => nanos / nanosPerDollar;

/** Pico-dollars for one token at a price in dollars per million: prices have at most six digits behind the point. */
export const picosPerToken = (price: number): number => Math.round(price * 1_000_000);

const cents = { minimumFractionDigits: 2, maximumFractionDigits: 2 } as const;

/** `$0.009`, `$1.20`, `$1,204.00`, `less than $0.0001`: two digits that mean something. */
export function formatCost(dollars: number): string {
  if (dollars === 0) return '$0';
  if (dollars < 0.0001) return 'less than $0.0001';
  if (dollars >= 0.995) return `$${dollars.toLocaleString('en-US', cents)}`;
  const short = Number(dollars.toPrecision(2));
  return `$${short.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 6 })}`;
}

/** The same of whole nano-dollars. */
export const formatMoney = (nanos: number): string => formatCost(dollarsOf(nanos));
