import { expect, it } from 'vitest';
import { providerIdSchema } from './ids';
import type { ModelRef } from './model';
import { fallbackChain } from './fallback-chain';

const ref = (providerId: string, modelId: string): ModelRef => ({
  providerId: providerIdSchema.parse(providerId),
  modelId,
});
const own = (fallbacks: readonly ModelRef[]) => ({
  defaultModel: null,
  fallbacks,
  requestsPerMinute: null,
  tokensPerMinute: null,
});

it('a chain holds each model once, and never the one it stands in for', () => {
  const chain = [ref('b', 'two'), ref('a', 'one'), ref('b', 'two'), ref('a', 'three')];
  expect(fallbackChain({ a: own(chain) }, [ref('c', 'x')], ref('a', 'one'))).toEqual([
    ref('b', 'two'),
    ref('a', 'three'),
  ]);
  expect(fallbackChain({ a: own([]) }, [ref('c', 'x'), ref('a', 'one')], ref('a', 'one'))).toEqual([
    ref('c', 'x'),
  ]);
});

// Catches: a provider that a person called “constructor”, whose settings are then a function.
it('what every object has is nothing that was set', () => {
  expect(fallbackChain({}, [], ref('constructor', 'one'))).toEqual([]);
});
