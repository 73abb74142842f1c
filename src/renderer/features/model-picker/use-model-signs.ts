import type { HealthSign, HealthState } from '#shared/domain/health';
import type { ModelInfo } from '#shared/domain/model';
import { formatModelRef } from '#shared/domain/model-ref';
import { useRemote } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';

export interface ModelSign {
  readonly state: HealthState;
  /** `Working`; or what is wrong, with its rule. */
  readonly words: string;
  /** Something is wrong: it is said before what else is known. */
  readonly isTrouble: boolean;
  /** The last failure and what to do; null when there was none. */
  readonly failure: string | null;
}

const stateWords: Readonly<Record<HealthState, string>> = {
  ok: 'Working',
  slow: 'Slow',
  failing: 'Failing at times',
  down: 'Down',
  unknown: 'No data',
};

const noData: ModelSign = { state: 'unknown', words: stateWords.unknown, isTrouble: false, failure: null };

/**
 * How each model does; one that was not asked does as its provider, when that is in trouble. Null where nothing is asked of
 * anybody: the Guide, and a choice that is no model.
 */
export function useModelSigns(): (model: Pick<ModelInfo, 'ref' | 'providerName'>) => ModelSign | null {
  const signs = useRemote('health.signs').value;
  const byName = new Map((signs ?? []).map((sign) => [nameOf(sign), sign.status]));
  return ({ ref, providerName }) => {
    const ofProvider = byName.get(ref.providerId);
    const own = byName.get(formatModelRef(ref));
    const status = own ?? (ofProvider !== undefined && isTrouble(ofProvider.state) ? ofProvider : undefined);
    if (status === undefined) return ofProvider === undefined ? null : noData;
    const { state, why, lastFailure } = status;
    if (!isTrouble(state)) return { ...noData, state, words: stateWords[state] };
    const failed = lastFailure === null ? null : describeError(lastFailure.error, providerName);
    return {
      state,
      words: `${stateWords[state]}: ${why}`,
      isTrouble: true,
      failure: failed === null ? null : `${failed.title}. ${failed.sentence}`,
    };
  };
}

const nameOf = ({ providerId, modelId }: HealthSign): string =>
  modelId === null ? providerId : formatModelRef({ providerId, modelId });

const isTrouble = (state: HealthState): boolean =>
  state === 'slow' || state === 'failing' || state === 'down';

/** The line below a model's name: what is wrong comes first, that it works comes last. */
export const withSign = (sign: ModelSign | null, facts: string): string => {
  if (sign === null) return facts;
  const { words, failure, isTrouble: hasTrouble } = sign;
  return hasTrouble
    ? [words, failure, facts].filter((text) => text !== null).join(' ')
    : `${facts} · ${words}`;
};

/** For who rests the pointer on it. */
export const hintWith = (sign: ModelSign | null, hint: string | null): string | null => {
  const failure = sign?.failure ?? null;
  return failure === null ? hint : hint === null ? failure : `${failure}\n${hint}`;
};
