import type { AppErrorData } from '#shared/errors/app-error';
import type { Result } from '#shared/kernel/result';
import { useState } from 'react';
import { describeError } from '../../lib/describe-error';

export interface Outcome {
  readonly text: string;
  readonly detail: string | null;
  readonly isGood: boolean;
}

/** `3 models`, `1 model` */
export const countModels = (count: number): string => `${count} ${count === 1 ? 'model' : 'models'}`;

/** What went wrong, and what was said of it by who refused it. */
export function failureOf(error: AppErrorData, providerName?: string): Outcome {
  const { sentence, detail } = describeError(error, providerName);
  return { isGood: false, text: sentence, detail };
}

/** One call at a time, and what came of it: `say` makes the sentence for success (null says nothing). */
export function useOutcome(): {
  readonly outcome: Outcome | null;
  readonly isBusy: boolean;
  readonly clear: () => void;
  readonly run: <T>(
    call: Promise<Result<T, AppErrorData>>,
    say: (value: T) => string | null,
    providerName?: string,
  ) => Promise<T | null>;
} {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isBusy, setBusy] = useState(false);
  return {
    outcome,
    isBusy,
    clear: () => setOutcome(null),
    async run(call, say, providerName) {
      setBusy(true);
      setOutcome(null);
      const answer = await call;
      setBusy(false);
      if (!answer.ok) {
        setOutcome(failureOf(answer.error, providerName));
        return null;
      }
      const text = say(answer.value);
      setOutcome(text === null ? null : { isGood: true, text, detail: null });
      return answer.value;
    },
  };
}
