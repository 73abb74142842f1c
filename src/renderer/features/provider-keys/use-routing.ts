import type { OutputOf } from '#shared/contracts/index';
import type { ProviderId } from '#shared/domain/ids';
import type { ProviderRouting, RoutingView } from '#shared/domain/routing';
import { useEffect, useRef, useState } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { useToasts } from '../../ui/toasts';

type Routes = OutputOf<'routing.list'>;

/** How one provider is asked; null until it is known. A change shows at once, and is checked as soon as it is stored. */
export function useRouting(providerId: ProviderId): {
  readonly view: RoutingView | null;
  readonly change: (patch: Partial<ProviderRouting>) => void;
} {
  const bridge = useBridge();
  const toasts = useToasts();
  const remote = useRemote('routing.list').value;
  const [pending, setPending] = useState<ProviderRouting | null>(null);
  /** What the last call answered, until the list has been read again. */
  const [saved, setSaved] = useState<{ readonly read: Routes | null; readonly view: RoutingView } | null>(
    null,
  );
  const running = useRef(0);
  const read = useRef(remote);
  useEffect(() => {
    read.current = remote;
  }, [remote]);

  const listed = remote?.find((each) => each.providerId === providerId) ?? null;
  const view = saved?.read === remote ? saved.view : listed;
  const routing = pending ?? view?.routing ?? null;
  const save = async (next: ProviderRouting): Promise<void> => {
    running.current += 1;
    setPending(next);
    const answer = await bridge.call('routing.save', { providerId, routing: next });
    running.current -= 1;
    if (answer.ok) setSaved({ read: read.current, view: answer.value });
    else toasts.show(describeError(answer.error).sentence);
    if (running.current === 0) setPending(null);
  };
  return {
    view: view === null || routing === null ? null : { ...view, routing },
    change: (patch) => {
      if (routing !== null) void save({ ...routing, ...patch });
    },
  };
}
