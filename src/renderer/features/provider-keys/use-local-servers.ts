import type { LocalServer } from '#shared/domain/provider';
import { useCallback, useEffect, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';

/** Servers that answer on this computer: null while looking. */
export function useLocalServers(): {
  readonly servers: readonly LocalServer[] | null;
  readonly look: () => void;
} {
  const bridge = useBridge();
  const [servers, setServers] = useState<readonly LocalServer[] | null>(null);
  const look = useCallback(() => {
    void bridge.call('provider.findLocal', null).then((answer) => setServers(answer.ok ? answer.value : []));
  }, [bridge]);
  useEffect(look, [look]);
  return { servers, look };
}
