import { expect, test } from 'vitest';
import { migrationsFolder } from '../harness/database';
import { sweepChaos } from './chaos-sweep';

// Catches: a turn that never ends, a request that is not in the ledger or counted twice, money over a budget, a request
// through an open breaker, a fallback that costs more time than it saves, sockets and timers that stay.
test('200 turns over three providers with every fault: all end, and the books agree', async () => {
  const baseline = { openSockets: 0, timers: 0 };
  const whole = { turns: 200, seed: 7, faultShare: 0, migrationsFolder };
  const calm = await sweepChaos(whole, null);
  expect(calm.problems).toEqual([]);
  expect(calm.complete).toBe(200);
  const chaos = await sweepChaos({ ...whole, faultShare: 0.05 }, 0.15);
  expect(chaos.problems).toEqual([]);
  // How many ends in an answer depends on the machine, and so does the time it takes: `scripts/soak/chaos.mjs` holds to that.
  expect(chaos.complete).toBeGreaterThan(50);
  expect(chaos.requests).toBeGreaterThan(chaos.complete);
  expect(Object.keys(chaos.others).every((status) => status === 'failed' || status === 'truncated')).toBe(
    true,
  );
  for (const { openSockets, timers } of [calm, chaos]) expect({ openSockets, timers }).toEqual(baseline);
}, 300_000);
