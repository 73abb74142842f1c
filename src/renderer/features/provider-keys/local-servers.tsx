import type { LocalServer } from '#shared/domain/provider';
import { useBridge } from '../../bridge/bridge-context';
import { useLocalServers } from '../../bridge/use-local-servers';
import { describeError } from '../../lib/describe-error';
import { Button } from '../../ui/button';
import { Spinner } from '../../ui/spinner';
import { useToasts } from '../../ui/toasts';
import { countModels } from './use-outcome';

/** Model servers found on this computer, to be added with one click. */
export function LocalServers() {
  const bridge = useBridge();
  const toasts = useToasts();
  const { servers, look } = useLocalServers();
  const fresh = servers?.filter(({ isAdded }) => !isAdded) ?? [];
  const add = async ({ providerId, name, modelCount }: LocalServer): Promise<void> => {
    const answer = await bridge.call('provider.addLocal', { providerId });
    toasts.show(
      answer.ok
        ? `${name} was added: ${countModels(modelCount)}`
        : describeError(answer.error, name).sentence,
    );
    look();
  };
  if (servers === null) return <Spinner label="Looking for servers on this computer" />;
  if (fresh.length === 0) {
    return (
      <p className="flex items-center justify-between gap-4 text-muted">
        No {servers.length === 0 ? '' : 'other '}model server answers on this computer (Ollama, LM Studio,
        llama.cpp, Jan).
        <Button look="quiet" onClick={look}>
          Look again
        </Button>
      </p>
    );
  }
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-panel">
      {fresh.map((server) => (
        <li key={server.providerId} className="flex items-center gap-3 px-3 py-2">
          <span className="min-w-0 flex-1">
            <span className="block font-medium">{server.name}</span>
            <span className="block truncate text-muted">
              {server.baseUrl} · {countModels(server.modelCount)}
            </span>
          </span>
          <Button onClick={() => void add(server)}>Use {server.name}</Button>
        </li>
      ))}
    </ul>
  );
}
