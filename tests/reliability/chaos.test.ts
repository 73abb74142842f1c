import { expect, test } from 'vitest';
import { migrationsFolder } from '../harness/database';
import { sweepChaos } from './chaos-sweep';

// Catches: a turn that never ends, a request that is not in the ledger or counted twice, money over a budget, a request
// through an open breaker, a fallback that costs more time than it saves, sockets and timers that stay.
test('200 turns over three providers with every fault: all end, and the books agree', async () => {
  const whole = { turns: 200, seed: 7, faultShare: 0, migrationsFolder };
  const calm = await sweepChaos(whole, null);
  expect(calm.problems).toEqual([]);
  expect(calm.complete).toBe(200);
  const chaos = await sweepChaos({ ...whole, faultShare: 0.05 }, 0.15);
  expect(chaos.problems).toEqual([]);
  expect(chaos.requests).toBeGreaterThan(220);
  expect(chaos.p95 / calm.p95).toBeLessThan(2);
  expect(chaos.openSockets).toBeLessThanOrEqual(calm.openSockets);
  expect(chaos.timers).toBeLessThanOrEqual(0);
}, 120_000);
