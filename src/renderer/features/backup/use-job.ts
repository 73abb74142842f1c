import { useState } from 'react';
import type { AppErrorData } from '#shared/errors/app-error';
import type { Result } from '#shared/kernel/result';
import { describeError } from '../../lib/describe-error';

/** One call at a time, and the sentence about why the last one failed. */
export function useJob() {
  const [isRunning, setIsRunning] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const run = async <T>(call: Promise<Result<T, AppErrorData>>): Promise<T | null> => {
    setIsRunning(true);
    setFailure(null);
    const answer = await call;
    setIsRunning(false);
    if (answer.ok) return answer.value;
    setFailure(describeError(answer.error).sentence);
    return null;
  };
  return { run, isRunning, failure };
}
