import type { AutoRule } from '#shared/domain/auto';
import { formatModelRef, sameModel, type ModelInfo } from '#shared/domain/model';
import { estimateNanos } from '#shared/domain/usage';
import type { AutoNeed } from '#main/ports/auto-chooser';

export interface AutoCandidates {
  /** In the order of the pool. */
  readonly models: readonly ModelInfo[];
  /** How long their first word took lately, in ms, by `provider/model`. */
  readonly firstTokenMs: ReadonlyMap<string, number>;
}

export interface AutoPick {
  readonly models: readonly [ModelInfo, ...ModelInfo[]];
  readonly reason: string;
}

/** An answer of this many tokens is reckoned with. */
const usualAnswer = 1_000;

/** The first rule that fits the message, over the models that the message fits. Null when there is no such model. */
export function chooseAuto(
  rules: readonly AutoRule[],
  need: AutoNeed,
  { models, firstTokenMs }: AutoCandidates,
): AutoPick | null {
  const fitting = models.filter((model) => fits(model, need));
  const rule = rules.find((candidate) => applies(candidate, need)) ?? fallback;
  const ordered = order(rule, need, fitting, firstTokenMs);
  const [first, ...others] = ordered;
  if (first === undefined) return null;
  return { models: [first, ...others], reason: sentenceOf(rule, first, fitting.length) };
}

const fallback: AutoRule = { when: 'always', tokens: null, choose: 'first' };

const applies = ({ when, tokens }: AutoRule, need: AutoNeed): boolean =>
  when === 'always' || (when === 'images' ? need.hasImages : need.tokens > (tokens ?? Infinity));

/** What is unknown does not keep a model out, but for sight: an image that is not seen is an answer to another question. */
const fits = ({ contextWindow, supportsImages, makesImages }: ModelInfo, need: AutoNeed): boolean =>
  makesImages !== true &&
  (!need.hasImages || supportsImages === true) &&
  (contextWindow === null || need.tokens + usualAnswer <= contextWindow);

function order(
  { choose }: AutoRule,
  need: AutoNeed,
  models: readonly ModelInfo[],
  firstTokenMs: ReadonlyMap<string, number>,
): readonly ModelInfo[] {
  if (choose === 'first') return models;
  // What is unknown comes last, in its order.
  const rank = (model: ModelInfo): number => {
    if (choose === 'cheapest') return estimateNanos(need.tokens, usualAnswer, model.pricing) ?? Infinity;
    if (choose === 'fastest') return firstTokenMs.get(formatModelRef(model.ref)) ?? Infinity;
    return sameModel(model.ref, choose) ? 0 : 1;
  };
  return models
    .map((model) => ({ model, rank: rank(model) }))
    .sort((a, b) => (a.rank === b.rank ? 0 : a.rank - b.rank))
    .map(({ model }) => model);
}

const why = {
  images: 'there are images',
  long: 'a lot is sent',
  always: null,
} as const;
const what = {
  cheapest: 'the cheapest that fits',
  fastest: 'the fastest lately',
  first: 'the first that fits',
} as const;

function sentenceOf(
  { when, choose }: AutoRule,
  { ref, name, providerName }: ModelInfo,
  count: number,
): string {
  const isNamed = typeof choose === 'object';
  const named = isNamed && sameModel(choose, ref) ? 'the one your rule names' : 'the first that fits';
  const chosen = isNamed ? named : what[choose];
  const because = [why[when], count === 1 ? 'it is the only one that fits' : `it is ${chosen}`];
  return `Auto chose ${name} (${providerName}): ${because.filter((part) => part !== null).join(', and ')}.`;
}
