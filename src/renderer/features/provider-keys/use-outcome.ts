import type { AppErrorData } from '#shared/errors/app-error';
import type { Result } from '#shared/kernel/result';
import { useState } from 'react';
import { describeError } from '../../lib/describe-error';

export interface Outcome {
  readonly text: string;
  readonly isGood: boolean;
}

/** `3 models`, `1 model` */
export const countModels = (count: number): string => `${count} ${count === 1 ? 'model' : 'models'}`;

/** What went wrong, in the words of who refused it when they say more. */
export function failureText(error: AppErrorData, providerName?: string): string {
  const { sentence, detail } = describeError(error, providerName);
  return detail === null || error.code === 'internal' ? sentence : `${sentence} ${detail}`;
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
        setOutcome({ isGood: false, text: failureText(answer.error, providerName) });
        return null;
      }
      const text = say(answer.value);
      setOutcome(text === null ? null : { isGood: true, text });
      return answer.value;
    },
  };
}
