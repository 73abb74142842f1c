import { expect, test } from 'vitest';
import { migrationsFolder } from '../harness/database';
import { sweepBurst, sweepStops } from './live-sweep';

// Catches: a Stop that waits for the provider, for storage or for a token; text that comes after it.
test('Stop closes the socket of every vendor within 100 ms (p99 of 200), and no text follows', async () => {
  const figures = await sweepStops(200, migrationsFolder);
  expect(figures.problems).toEqual([]);
  expect(figures.p99).toBeLessThan(100);
  expect(figures.openSockets).toBeLessThan(5);
});

// Catches: one event, one write or one message to a window at a time.
test('10,000 events a second are stored and shown without a stall and without their memory', async () => {
  const figures = await sweepBurst(3, migrationsFolder);
  expect(figures.problems).toEqual([]);
  expect(figures.p999).toBeLessThan(50);
  expect(figures.growth).toBeLessThan(64);
  expect(figures.batches).toBeLessThan(figures.seconds * 65 + 10);
});
