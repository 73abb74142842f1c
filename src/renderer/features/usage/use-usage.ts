import type { OutputOf } from '#shared/contracts/index';
import type { UsageDimension, UsageRange } from '#shared/domain/ledger';
import type { AppErrorData } from '#shared/errors/app-error';
import { useEffect, useState } from 'react';
import { useAppEvent, useBridge } from '../../bridge/bridge-context';

export interface Usage extends Readonly<OutputOf<'usage.read'>> {
  /** What its groups are. */
  readonly by: UsageDimension;
}

/** What follows a reply (its title) is asked by then, in ms. */
const restTime = 600;

/** What the ledger holds of a range; read again when a reply has ended. The last answer stays while the next is read. */
export function useUsage(
  { from, to }: UsageRange,
  by: UsageDimension,
): { readonly value: Usage | null; readonly error: AppErrorData | null } {
  const bridge = useBridge();
  const [version, setVersion] = useState(0);
  const [value, setValue] = useState<Usage | null>(null);
  const [error, setError] = useState<AppErrorData | null>(null);
  useAppEvent((event) => {
    if (event.type === 'conversations.changed')
      window.setTimeout(() => setVersion((old) => old + 1), restTime);
  });
  useEffect(() => {
    let isCurrent = true;
    void bridge.call('usage.read', { range: { from, to }, by }).then((answer) => {
      if (!isCurrent) return;
      if (answer.ok) setValue({ ...answer.value, by });
      setError(answer.ok ? null : answer.error);
    });
    return () => {
      isCurrent = false;
    };
  }, [bridge, from, to, by, version]);
  return { value, error };
}
