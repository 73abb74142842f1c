import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addPacked, bucketOf, readPacked, TimeHistogram, timeKinds } from './time-histogram';

const exactPercentile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * times.length - 1e-9) - 1)] ?? NaN;

// Catches: a percentile that is off by a rank, a bucket that is off by one, times that are lost in packing.
it('knows every percentile within five in a hundred, also after it was packed', () => {
  const time = fc.double({ min: 2, max: 3_600_000, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(time, { minLength: 1, maxLength: 60 }),
      fc.constantFrom(0.5, 0.95, 0.99, 1),
      (times, share) => {
        const packed = times.reduce<Uint8Array>(
          (all, ms, index) => addPacked(addPacked(all, 'total', ms), 'connect', index),
          new Uint8Array(),
        );
        const histogram = new TimeHistogram();
        readPacked(packed, (kind, bucket, count) => kind === 'total' && histogram.add(bucket, count));
        const exact = exactPercentile(times, share);
        expect(histogram.total).toBe(times.length);
        expect(Math.abs((histogram.percentile(share) ?? NaN) - exact) / exact).toBeLessThan(0.051);
      },
    ),
  );
});

it('has no percentile of nothing, and takes what has no length for the shortest', () => {
  expect(new TimeHistogram().percentile(0.5)).toBeNull();
  expect([0, -1, 1, 1.05, 1e12].map(bucketOf)).toEqual([0, 0, 0, 1, 255]);
});

it('stops counting in place of beginning again', () => {
  const full = Uint8Array.from([2, 9, 0xff, 0xff]);
  const seen: unknown[] = [];
  readPacked(addPacked(full, 'total', 1.1 ** 9), (...entry) => seen.push(entry));
  expect(seen).toEqual([['total', 9, 65_535]]);
});

// Catches: a damaged row that makes the page fail.
it('passes over what is no entry', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      readPacked(bytes, (kind, bucket) => {
        expect(timeKinds).toContain(kind);
        new TimeHistogram().add(bucket);
      });
    }),
  );
});
