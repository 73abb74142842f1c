import type { InputOf, OutputOf, RouteName } from '#shared/contracts/index';
import type { AppErrorData } from '#shared/errors/app-error';
import { useEffect, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';

export interface Answered<R extends RouteName> {
  /** The last good answer; null before the first. */
  readonly value: OutputOf<R> | null;
  readonly error: AppErrorData | null;
}

/** Asks again whenever `version` or the input changes; an answer that was overtaken is dropped. */
export function useAnswer<R extends RouteName>(route: R, input: InputOf<R>, version: number): Answered<R> {
  const bridge = useBridge();
  const [answered, setAnswered] = useState<Answered<R>>({ value: null, error: null });
  const key = JSON.stringify(input);
  useEffect(() => {
    let isOvertaken = false;
    void bridge.call(route, JSON.parse(key) as InputOf<R>).then((answer) => {
      if (isOvertaken) return;
      setAnswered((before) =>
        answer.ok ? { value: answer.value, error: null } : { ...before, error: answer.error },
      );
    });
    return () => {
      isOvertaken = true;
    };
  }, [bridge, route, key, version]);
  return answered;
}
