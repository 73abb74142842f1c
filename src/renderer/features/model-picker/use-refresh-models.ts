import { useEffect, useEffectEvent, useState } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';

/** Asks every provider for its models again; says what failed, provider by provider. */
export function useRefreshModels(): {
  readonly isRefreshing: boolean;
  readonly refresh: () => void;
  /** A sentence about what failed last, if anything. */
  readonly problem: string | null;
} {
  const bridge = useBridge();
  const providers = useRemote('provider.list').value;
  const [isRefreshing, setRefreshing] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const failed = providers?.find(({ isReady, lastError }) => isReady && lastError !== null);
  const refresh = (): void => {
    setRefreshing(true);
    setFailure(null);
    void bridge.call('model.refresh', null).then((answer) => {
      setRefreshing(false);
      if (!answer.ok) setFailure(describeError(answer.error).sentence);
    });
  };
  const models = useRemote('model.list').value;
  const askOnce = useEffectEvent(() => {
    const isUnasked = providers?.some(
      ({ id, kind, isReady }) =>
        isReady && kind !== 'guide' && (models?.filter(({ ref }) => ref.providerId === id).length ?? 2) <= 1,
    );
    if (isUnasked === true) void bridge.call('model.refresh', null);
  });
  // A provider that was never asked lists nothing, or only the model that the environment names.
  useEffect(() => askOnce(), []);
  const listed = failed?.lastError
    ? `${failed.name}: ${describeError(failed.lastError, failed.name).sentence}`
    : null;
  return { isRefreshing, refresh, problem: failure ?? listed };
}
