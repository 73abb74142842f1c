import type { UsageSum } from './ledger';

export const emptySum: UsageSum = {
  requests: 0,
  failed: 0,
  input: 0,
  output: 0,
  cachedInput: 0,
  cacheWrite: 0,
  reasoning: 0,
  images: 0,
  nanos: 0,
  unpriced: 0,
};

const addTwo = (a: UsageSum, b: UsageSum): UsageSum => ({
  requests: a.requests + b.requests,
  failed: a.failed + b.failed,
  input: a.input + b.input,
  output: a.output + b.output,
  cachedInput: a.cachedInput + b.cachedInput,
  cacheWrite: a.cacheWrite + b.cacheWrite,
  reasoning: a.reasoning + b.reasoning,
  images: a.images + b.images,
  nanos: a.nanos + b.nanos,
  unpriced: a.unpriced + b.unpriced,
});

export const addSums = (sums: readonly UsageSum[]): UsageSum => sums.reduce(addTwo, emptySum);
