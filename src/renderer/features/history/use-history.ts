import type { InputOf, OutputOf } from '#shared/contracts/index';
import type { AppErrorData } from '#shared/errors/app-error';
import { useEffect, useState } from 'react';
import { useAppEvent, useBridge } from '../../bridge/bridge-context';

type Growing = 'history.summary' | 'history.sections' | 'history.onThisDay' | 'history.starred';

/** While a long history is read for the first time, it is asked again after so many ms. */
const againMs = 500;

/** An answer that grows until the whole history has been read, and is read again when something was stored. */
export function useHistory<R extends Growing>(
  route: R,
  input: InputOf<R>,
): { readonly value: OutputOf<R> | null; readonly error: AppErrorData | null; readonly version: number } {
  const bridge = useBridge();
  const [version, setVersion] = useState(0);
  const [read, setRead] = useState<{ readonly key: string; readonly value: OutputOf<R> } | null>(null);
  const [error, setError] = useState<AppErrorData | null>(null);
  const key = JSON.stringify(input);
  useAppEvent(({ type }) => {
    if (type === 'conversations.changed') setVersion((old) => old + 1);
  });
  useEffect(() => {
    let isCurrent = true;
    let timer = 0;
    void bridge.call(route, JSON.parse(key) as InputOf<R>).then((answer) => {
      if (!isCurrent) return;
      if (answer.ok) setRead({ key, value: answer.value });
      setError(answer.ok ? null : answer.error);
      if (answer.ok && answer.value.progress < 1) {
        timer = window.setTimeout(() => setVersion((old) => old + 1), againMs);
      }
    });
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
  }, [bridge, route, key, version]);
  // What was asked before is not shown for what is asked now: days are no models.
  return { value: read?.key === key ? read.value : null, error, version };
}
