import type { LocalServer } from '#shared/domain/provider';
import { useCallback, useEffect, useState } from 'react';
import { useBridge, useRemote } from './bridge-context';
import { useIsReview } from './review-context';
import { useWhileSeen } from './use-while-seen';

/** Between two looks, while what is found is shown. */
const lookEveryMs = 5_000;
/** The same for those that were added, wherever in Parley a person is. */
const watchEveryMs = 10_000;

/** Servers that answer on this computer, also those that come and go while it is shown: null while looking. */
export function useLocalServers(): {
  readonly servers: readonly LocalServer[] | null;
  readonly look: () => void;
} {
  const bridge = useBridge();
  const [servers, setServers] = useState<readonly LocalServer[] | null>(null);
  const isWatching = useRemote('settings.get').value?.watchesLocalServers ?? false;
  const look = useCallback(() => {
    void bridge.call('provider.findLocal', null).then((answer) => setServers(answer.ok ? answer.value : []));
  }, [bridge]);
  useEffect(look, [look]);
  useWhileSeen(isWatching ? lookEveryMs : null, look);
  return { servers, look };
}

/** Asks the servers on this computer that were added whether they still run, while this window is seen. */
export function useLocalWatch(): void {
  const bridge = useBridge();
  const isReview = useIsReview();
  const isWanted = useRemote('settings.get').value?.watchesLocalServers ?? false;
  const isWatching = isWanted && !isReview;
  const hasLocal = useRemote('provider.list').value?.some(({ origin }) => origin === 'local') ?? false;
  const look = useCallback(() => void bridge.call('provider.watchLocal', null), [bridge]);
  useEffect(() => {
    if (isWatching && hasLocal) look();
  }, [isWatching, hasLocal, look]);
  useWhileSeen(isWatching && hasLocal ? watchEveryMs : null, look);
}
