/** Wall clock in epoch ms. Durations are measured with `monotonic` (ms from an arbitrary point). */
export interface Clock {
  now(): number;
  monotonic(): number;
}
