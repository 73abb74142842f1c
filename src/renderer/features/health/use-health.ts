import type { OutputOf } from '#shared/contracts/index';
import type { HealthRange } from '#shared/domain/health';
import type { AppErrorData } from '#shared/errors/app-error';
import { useEffect, useState } from 'react';
import { useAppEvent, useBridge } from '../../bridge/bridge-context';

export interface ReadHealth extends Readonly<OutputOf<'health.read'>> {
  readonly range: HealthRange;
}

/** Time goes on, also when nothing is asked. */
const againMs = 60_000;

/** How providers do; read again when something has changed. The last answer stays while the next is read. */
export function useHealth(range: HealthRange): {
  readonly value: ReadHealth | null;
  readonly error: AppErrorData | null;
} {
  const bridge = useBridge();
  const [version, setVersion] = useState(0);
  const [value, setValue] = useState<ReadHealth | null>(null);
  const [error, setError] = useState<AppErrorData | null>(null);
  const again = (): void => setVersion((old) => old + 1);
  useAppEvent(({ type }) => {
    if (type === 'health.changed' || type === 'providers.changed' || type === 'models.changed') again();
  });
  useEffect(() => {
    const timer = window.setInterval(again, againMs);
    return () => window.clearInterval(timer);
  }, []);
  useEffect(() => {
    let isCurrent = true;
    void bridge.call('health.read', { range }).then((answer) => {
      if (!isCurrent) return;
      if (answer.ok) setValue({ ...answer.value, range });
      setError(answer.ok ? null : answer.error);
    });
    return () => {
      isCurrent = false;
    };
  }, [bridge, range, version]);
  return { value, error };
}
