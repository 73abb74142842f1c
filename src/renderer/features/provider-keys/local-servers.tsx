import { useBridge } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { Spinner } from '../../ui/spinner';
import { useLocalServers } from './use-local-servers';

/** Model servers found on this computer, to be added with one click. */
export function LocalServers({ onAdded }: { readonly onAdded?: () => void }) {
  const bridge = useBridge();
  const { servers, look } = useLocalServers();
  const fresh = servers?.filter(({ isAdded }) => !isAdded) ?? [];
  if (servers === null) return <Spinner label="Looking for servers on this computer" />;
  if (fresh.length === 0) {
    return (
      <p className="flex items-center justify-between gap-4 text-muted">
        No other model server answers on this computer (Ollama, LM Studio, llama.cpp, Jan).
        <Button look="quiet" onClick={look}>
          Look again
        </Button>
      </p>
    );
  }
  return (
    <ul className="flex flex-col gap-2">
      {fresh.map(({ providerId, name, baseUrl, modelCount }) => (
        <li
          key={providerId}
          className="flex items-center gap-3 rounded-lg border border-line bg-panel px-3 py-2"
        >
          <span className="min-w-0 flex-1">
            <span className="block font-medium">{name}</span>
            <span className="block truncate text-muted">
              {baseUrl} · {modelCount} {modelCount === 1 ? 'model' : 'models'}
            </span>
          </span>
          <Button
            onClick={() =>
              void bridge.call('provider.addLocal', { providerId }).then((answer) => {
                look();
                if (answer.ok) onAdded?.();
              })
            }
          >
            Use {name}
          </Button>
        </li>
      ))}
    </ul>
  );
}
