import type { LocalServer } from '#shared/domain/provider';
import { useBridge } from '../../bridge/bridge-context';
import { useLocalServers } from '../../bridge/use-local-servers';
import { describeError } from '../../lib/describe-error';
import { countOf } from '../../lib/numbers';
import { Button } from '../../ui/button';
import { useToasts } from '../../ui/toasts';

/** Model servers that run on this computer and are not in use yet, each to be added with one click. */
export function FoundServers() {
  const bridge = useBridge();
  const toasts = useToasts();
  const { servers, look } = useLocalServers();
  const fresh = servers?.filter(({ isAdded }) => !isAdded) ?? [];
  if (fresh.length === 0) return null;
  const add = async ({ providerId, name }: LocalServer): Promise<void> => {
    const answer = await bridge.call('provider.addLocal', { providerId });
    if (!answer.ok) toasts.show(describeError(answer.error, name).sentence);
    look();
  };
  return (
    <section aria-label="On this computer" className="shrink-0 border-t border-line px-4 py-2">
      {fresh.map((server) => (
        <div key={server.providerId} className="flex items-center justify-between gap-3">
          <span className="min-w-0 truncate">
            {server.name} is running on this computer
            <span className="text-muted"> · {countOf(server.modelCount, 'model')}</span>
          </span>
          <Button onClick={() => void add(server)}>Add {server.name}</Button>
        </div>
      ))}
    </section>
  );
}
