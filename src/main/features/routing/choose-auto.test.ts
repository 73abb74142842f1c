import { pricingWith } from '#shared/domain/pricing';
import { describe, expect, it } from 'vitest';
import { defaultAuto, type AutoRule } from '#shared/domain/auto';
import { providerIdSchema } from '#shared/domain/ids';
import type { ModelInfo } from '#shared/domain/model';
import { chooseAuto } from './choose-auto';

const model = (modelId: string, rest: Partial<ModelInfo> = {}): ModelInfo => ({
  ref: { providerId: providerIdSchema.parse('test'), modelId },
  name: modelId.toUpperCase(),
  providerName: 'Test',
  contextWindow: null,
  outputLimit: null,
  supportsImages: null,
  makesImages: null,
  supportsThinking: null,
  thinking: null,
  pricing: null,
  createdAt: null,
  deprecated: false,
  isFavourite: false,
  isHidden: false,
  isCustom: false,
  ...rest,
});
const priced = (input: number, output: number): Partial<ModelInfo> => ({
  pricing: pricingWith({ input, output, cachedInput: null, seenOn: '2026-11-01' }),
});
const rule = (choose: AutoRule['choose'], rest: Partial<AutoRule> = {}): AutoRule => ({
  when: 'always',
  tokens: null,
  choose,
  ...rest,
});
const speeds = new Map([
  ['test/a', 900],
  ['test/b', 300],
]);
const pick = (
  rules: readonly AutoRule[],
  need: { tokens?: number; hasImages?: boolean },
  models: readonly ModelInfo[],
) => chooseAuto(rules, { tokens: 100, hasImages: false, ...need }, { models, firstTokenMs: speeds });
const idsOf = (found: ReturnType<typeof pick>) => found?.models.map(({ ref }) => ref.modelId) ?? null;

describe('chooseAuto', () => {
  // Catches: an image that goes to a model that cannot see it, or of which nobody knows whether it can.
  it('gives images to models that see them, and to nothing else', () => {
    const models = [model('a'), model('b', { supportsImages: false }), model('c', { supportsImages: true })];
    const found = pick(defaultAuto.rules, { hasImages: true }, models);
    expect(idsOf(found)).toEqual(['c']);
    expect(found?.reason).toBe('Auto chose C (Test): there are images, and it is the only one that fits.');
    expect(pick(defaultAuto.rules, { hasImages: true }, models.slice(0, 2))).toBeNull();
  });

  it('takes the cheapest for what is really sent; an unknown price comes last, and is not free', () => {
    const models = [model('unknown'), model('a', priced(1, 1)), model('b', priced(0.1, 50))];
    expect(idsOf(pick([rule('cheapest')], { tokens: 1_000 }, models))).toEqual(['a', 'b', 'unknown']);
    expect(idsOf(pick([rule('cheapest')], { tokens: 1_000_000 }, models))).toEqual(['b', 'a', 'unknown']);
  });

  it('takes the fastest lately; what was not asked lately comes last', () => {
    const models = [model('new'), model('a'), model('b')];
    const found = pick([rule('fastest')], {}, models);
    expect(idsOf(found)).toEqual(['b', 'a', 'new']);
    expect(found?.reason).toBe('Auto chose B (Test): it is the fastest lately.');
  });

  it('keeps what does not fit the window, and models that draw, out', () => {
    const models = [
      model('small', { contextWindow: 8_000 }),
      model('draws', { makesImages: true }),
      model('large', { contextWindow: 200_000 }),
    ];
    const found = pick(defaultAuto.rules, { tokens: 150_000 }, models);
    expect(idsOf(found)).toEqual(['large']);
    expect(found?.reason).toContain('a lot is sent');
    expect(pick(defaultAuto.rules, { tokens: 300_000 }, models)).toBeNull();
  });

  it('follows the first rule that applies, and the order of the pool without any', () => {
    const models = [model('a', priced(9, 9)), model('b', priced(1, 1))];
    const rules = [rule('cheapest', { when: 'long', tokens: 500 }), rule('first')];
    expect(idsOf(pick(rules, { tokens: 500 }, models))).toEqual(['a', 'b']);
    expect(idsOf(pick(rules, { tokens: 501 }, models))).toEqual(['b', 'a']);
    expect(idsOf(pick([], {}, models))).toEqual(['a', 'b']);
  });

  it('takes the model that a rule names when it fits, else another, and says which', () => {
    const models = [model('a'), model('b', { contextWindow: 8_000 })];
    const named = [rule({ providerId: providerIdSchema.parse('test'), modelId: 'b' })];
    const found = pick(named, {}, models);
    expect([idsOf(found), found?.reason]).toEqual([
      ['b', 'a'],
      'Auto chose B (Test): it is the one your rule names.',
    ]);
    expect(idsOf(pick(named, { tokens: 9_000 }, models))).toEqual(['a']);
  });
});
