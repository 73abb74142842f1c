import { v7 } from 'uuid';
import { createBudgets, type BudgetsFeature } from '#main/features/budgets/create-budgets';
import { createKeyRing } from '#main/features/keys/create-key-ring';
import type { HealthFeature } from '#main/features/health/create-health';
import { createHeadroomBoard, watchHeadroom } from '#main/features/health/headroom-board';
import { createKeys, type KeysFeature } from '#main/features/keys/create-keys';
import { loadCatalogue } from '#main/features/models/catalogue';
import { createModels, type ModelsFeature } from '#main/features/models/create-models';
import { createPersonas, type PersonasFeature } from '#main/features/personas/create-personas';
import { createProviders, type ProvidersFeature } from '#main/features/providers/create-providers';
import { probeServer } from '#main/features/providers/probe-server';
import { createProviderDirectory } from '#main/features/providers/provider-directory';
import type { EnvironmentProviders } from '#main/features/providers/read-environment';
import { createBreakers, type Breakers } from '#main/features/routing/breaker-board';
import { createAuto } from '#main/features/routing/create-auto';
import { createAttemptGate } from '#main/features/routing/create-gate';
import { createRouting, type RoutingFeature } from '#main/features/routing/create-routing';
import { createSettings, type SettingsFeature } from '#main/features/settings/create-settings';
import { createTemporary, type TemporaryConversations } from '#main/features/temporary/create-temporary';
import type { Store } from '#main/persistence/store';
import type { ConnectProvider } from '#main/ports/chat-provider';
import type { Clock } from '#main/ports/clock';
import type { Desktop } from '#main/ports/desktop';
import type { ErasureDesk } from '#main/ports/erasure-desk';
import type { EventSink } from '#main/ports/event-sink';
import type { Logger } from '#main/ports/logger';
import type { KeyRing } from '#main/ports/key-ring';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { Scheduler } from '#main/ports/scheduler';
import type { HistoryReader } from '#main/ports/history-reader';
import type { SearchIndex } from '#main/ports/search-index';
import type { SecretStore } from '#main/ports/secret-store';
import type { WindowWatches } from '#main/ports/window-watches';
import { systemScheduler } from '#main/streaming/system-scheduler';
import type { ProviderId } from '#shared/domain/ids';
import type { Settings } from '#shared/domain/settings';
import type { ExportMachine } from './compose-export';
import { composeAway, type Away } from './compose-away';
import { composeHealth, type Health } from './compose-health';
import { composeConversations, type ConversationFeatures } from './compose-conversations';

export interface EngineParts {
  readonly store: Store;
  readonly secrets: SecretStore;
  readonly connect: ConnectProvider;
  readonly environment: EnvironmentProviders;
  readonly events: EventSink;
  readonly watches: WindowWatches;
  /** Null where there are no windows. */
  readonly desktop: Desktop | null;
  /** Asks a person where a file goes, prints, and has threads for it; left out where there are no windows. */
  readonly exportMachine?: ExportMachine;
  /** Puts an image on the clipboard; false when it cannot. */
  readonly copyImage?: (bytes: Uint8Array) => Promise<boolean>;
  /** Left out where there are no windows. */
  readonly erasureDesk?: ErasureDesk;
  /** The built `document-worker.js`; left out, files are read in the calling thread. */
  readonly documentWorker?: string;
  readonly logger: Logger;
  /** Left out, the system's. */
  readonly time?: { readonly clock: Clock; readonly scheduler: Scheduler };
  readonly onSettings: (settings: Settings) => void;
  /** Tells a person that a budget is nearly or quite used up; left out where there are no windows. */
  readonly tellOfBudget?: (text: string) => void;
  /** Tells a person that a provider has gone down or is back; left out where there are no windows. */
  readonly tellOfHealth?: (text: string, of: ProviderId) => void;
}

/** Everything that Parley does, without a window or a command line. */
export interface Engine extends ConversationFeatures, Away {
  /** Conversations that are only in memory. */
  readonly temporary: TemporaryConversations<ConversationFeatures>;
  readonly directory: ProviderDirectory;
  readonly personas: PersonasFeature;
  readonly providers: ProvidersFeature;
  readonly keys: KeysFeature;
  readonly keyRing: KeyRing;
  readonly models: ModelsFeature;
  readonly budgets: BudgetsFeature;
  readonly breakers: Breakers;
  readonly health: HealthFeature;
  readonly checks: Health['checks'];
  readonly routing: RoutingFeature;
  readonly settings: SettingsFeature;
  readonly search: SearchIndex;
  readonly history: HistoryReader;
}

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };
const systemTime = { clock: systemClock, scheduler: systemScheduler };

export function composeEngine(parts: EngineParts): Engine {
  const { store, secrets, environment, events, logger } = parts;
  const { audit } = store;
  const base = { events, logger, secrets, audit, ...(parts.time ?? systemTime) };
  const { settings, personas } = store;
  const repository = store.providers;
  const newId = (): string => v7();
  const keyRing = createKeyRing({ ...base, repository: store.providerKeys, newId });
  const headroom = createHeadroomBoard(base);
  const connect = watchHeadroom(parts.connect, headroom);
  const directory = createProviderDirectory({ repository, keyRing, connect, environment });
  const models = createModels({
    ...base,
    directory,
    repository,
    settings,
    own: store.ownModels,
    loadCatalogue,
  });
  const budgets = createBudgets({
    ...base,
    usage: store.usage,
    settings,
    directory,
    personas,
    tell: parts.tellOfBudget ?? (() => undefined),
  });
  const breakers = createBreakers({ ...base, directory, history: store.breakerHistory });
  const auto = createAuto({ ...base, models, settings, health: store.health });
  const gate = createAttemptGate({ ...base, breakers, directory, settings });
  const watched = { directory, breakers, budgets, headroom, models };
  const { health, checks, afterRequests, onSettings } = composeHealth({ ...parts, ...base, ...watched });
  const told = { budgets: { ...budgets, noteSettled: afterRequests }, gate };
  const { exportMachine = {} } = parts;
  const shared = { ...parts, exportMachine, ...base, directory, models, settings, personas, auto, ...told };
  const stored = composeConversations({ ...shared, store, isPrivate: false });
  return {
    ...stored,
    ...composeAway({ ...parts, ...base, registry: stored.registry }),
    temporary: createTemporary({
      // In the trash, too: it would be out of reach there.
      isStored: (id) => store.organisation.listRows([id]).length > 0,
      open: () => composeConversations({ ...shared, store: store.openTemporary(), isPrivate: true }),
    }),
    directory,
    models,
    budgets,
    breakers,
    health,
    checks,
    routing: createRouting({ ...base, directory, models, repository, budgets, settings }),
    personas: createPersonas({ personas, events, newId }),
    providers: createProviders({ ...base, directory, keyRing, repository, probe: probeServer }),
    keys: createKeys({ ...base, directory, keyRing, repository }),
    keyRing,
    settings: createSettings({ settings, events, audit, onChanged: onSettings }),
    search: store.search,
    history: store.history,
  };
}
