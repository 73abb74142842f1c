import { appError } from '#shared/errors/app-error';
import type { ProviderId } from '#shared/domain/ids';
import type { ProviderView } from '#shared/domain/provider';
import type { EventSink } from '#main/ports/event-sink';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { ProbeServer } from './local-servers';

interface WatchPorts {
  readonly directory: Pick<ProviderDirectory, 'list' | 'noteError'>;
  readonly probe: ProbeServer;
  readonly events: EventSink;
  /** Reads its models again; never rejects for what a server answers. */
  readonly readModels: (id: ProviderId) => Promise<void>;
}

const limitMs = 700;

/** What is known of it is that nothing answered at its address. */
const isOff = ({ lastError }: ProviderView): boolean =>
  lastError?.code === 'network' && lastError.reason === 'refused';

/** One that wants a key says no to who has none, and is not asked without one. */
const isWatched = ({ origin, isEnabled, baseUrl, key }: ProviderView): boolean =>
  origin === 'local' && isEnabled && baseUrl !== null && !key.hasKey && key.savedFor === null;

/**
 * Looks whether the servers on this computer that were added still answer: one that went is off at once, one that came back
 * has its models read. Windows hear of a change and of nothing else. Calls at the same time look once.
 */
export function createLocalWatch({ directory, probe, events, readModels }: WatchPorts): () => Promise<void> {
  let looking: Promise<void> | null = null;
  const look = async (view: ProviderView): Promise<boolean> => {
    const count = await probe(`${view.baseUrl ?? ''}/models`, limitMs);
    if ((count === null) === isOff(view)) return false;
    if (count !== null) await readModels(view.id);
    else {
      directory.noteError(
        view.id,
        appError('network', `${view.name} does not run on this computer just now.`, {
          reason: 'refused',
          providerId: view.id,
        }),
      );
    }
    return true;
  };
  const lookAtAll = async (): Promise<void> => {
    const changed = await Promise.all(directory.list().filter(isWatched).map(look));
    if (!changed.includes(true)) return;
    events.broadcast({ type: 'providers.changed' });
    events.broadcast({ type: 'models.changed' });
  };
  return () => (looking ??= lookAtAll().finally(() => (looking = null)));
}
