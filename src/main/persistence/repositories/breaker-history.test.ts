import { expect, test } from 'vitest';
import type { BreakerEvent } from '#shared/domain/breaker';
import { keyIdSchema, providerIdSchema } from '#shared/domain/ids';
import { openTestStore, temporaryFolder } from '../../../../tests/harness/database';

const dayMs = 86_400_000;
const event = (at: number, rest: Partial<BreakerEvent> = {}): BreakerEvent => ({
  at,
  ref: {
    providerId: providerIdSchema.parse('openai'),
    modelId: 'gpt-test',
    keyId: keyIdSchema.parse('openai'),
  },
  keyLast4: 'cdef',
  state: 'open',
  cause: 'server',
  nextTryAt: at + 30_000,
  ...rest,
});

// Catches: a history that ends with the process, that grows for ever, or comes back in another shape or order.
test('what breakers did is kept over a restart, in order, for 90 days', () => {
  using folder = temporaryFolder();
  const now = Date.UTC(2026, 10, 21);
  const clock = { now: () => now, monotonic: () => 0 };
  const first = openTestStore(folder.path, { clock }).store;
  const old = event(now - 91 * dayMs);
  const wholeKey = event(now - 2, { state: 'half-open', nextTryAt: null });
  const kept = [
    event(now - 89 * dayMs),
    { ...wholeKey, ref: { ...wholeKey.ref, modelId: null } },
    event(now, { state: 'closed', cause: null, nextTryAt: null, keyLast4: null }),
  ];
  for (const each of [old, ...kept]) first.breakerHistory.append(each);
  expect(first.breakerHistory.list(0)).toEqual([old, ...kept]);
  first.breakerHistory.prune();
  first.close();
  const second = openTestStore(folder.path).store;
  expect(second.breakerHistory.list(0)).toEqual(kept);
  expect(second.breakerHistory.list(now)).toEqual(kept.slice(2));
  second.close();
});
