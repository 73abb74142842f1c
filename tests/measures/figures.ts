/** The value below which this share of the others lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** A row of the table that `scripts/bench/windows.mjs` prints. */
export function printFigure(name: string, value: number, unit: string): void {
  process.stdout.write(`${name.padEnd(76)} ${value.toFixed(value >= 100 ? 0 : 1).padStart(8)} ${unit}\n`);
}

/** Median, 95th percentile and the longest of times in ms. */
export function printTimes(name: string, times: readonly number[]): void {
  printFigure(`${name} (${String(times.length)}), median`, percentile(times, 0.5), 'ms');
  printFigure(`${name}, p95`, percentile(times, 0.95), 'ms');
  printFigure(`${name}, longest`, Math.max(...times), 'ms');
}
