import { composeEngine, type Engine } from '#main/bootstrap/compose-engine';
import { readEnvironment } from '#main/features/providers/read-environment';
import type { Store } from '#main/persistence/store';
import type { ConnectProvider } from '#main/ports/chat-provider';
import type { EventSink } from '#main/ports/event-sink';
import type { WindowWatches } from '#main/ports/window-watches';
import { connectProvider } from '#main/providers/registry';
import { memorySecretStore } from '../fakes/memory-secret-store';
import { silentLogger } from '../harness/database';
import { environmentOf } from './vendor-streams';

export interface LiveEngineParts {
  readonly store: Store;
  /** The loopback server that plays all four vendors. */
  readonly origin: string;
  readonly sink: EventSink & WindowWatches;
  readonly connect?: ConnectProvider;
}

/** The engine as the app composes it: real clients, real time, a real database. Only windows and keychain are stand-ins. */
export const liveEngine = ({ store, origin, sink, connect }: LiveEngineParts): Engine =>
  composeEngine({
    store,
    secrets: memorySecretStore(),
    connect: connect ?? connectProvider,
    environment: readEnvironment(environmentOf(origin)),
    events: sink,
    watches: sink,
    logger: silentLogger,
    desktop: null,
    onSettings: () => undefined,
  });
