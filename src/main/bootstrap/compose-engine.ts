import { v7 } from 'uuid';
import type { AttachmentsFeature } from '#main/features/attachments/create-attachments';
import { createAttempts, type AttemptsFeature } from '#main/features/attempts/create-attempts';
import type { Chat } from '#main/features/chat/create-chat';
import {
  createConversations,
  type ConversationsFeature,
} from '#main/features/conversations/create-conversations';
import type { ExportFeature } from '#main/features/export/create-export';
import { createKeys, type KeysFeature } from '#main/features/keys/create-keys';
import { loadCatalogue } from '#main/features/models/catalogue';
import { createModels, type ModelsFeature } from '#main/features/models/create-models';
import {
  createOrganisation,
  type OrganisationFeature,
} from '#main/features/organisation/create-organisation';
import { createPersonas, type PersonasFeature } from '#main/features/personas/create-personas';
import { createProviders, type ProvidersFeature } from '#main/features/providers/create-providers';
import { probeServer } from '#main/features/providers/probe-server';
import { createProviderDirectory } from '#main/features/providers/provider-directory';
import type { EnvironmentProviders } from '#main/features/providers/read-environment';
import type { QueueFeature } from '#main/features/queue/create-queue';
import { createSettings, type SettingsFeature } from '#main/features/settings/create-settings';
import { createTree, type TreeFeature } from '#main/features/tree/create-tree';
import type { Store } from '#main/persistence/store';
import type { ConnectProvider } from '#main/ports/chat-provider';
import type { Clock } from '#main/ports/clock';
import type { Desktop } from '#main/ports/desktop';
import type { EventSink } from '#main/ports/event-sink';
import type { ExportFiles } from '#main/ports/export-files';
import type { Logger } from '#main/ports/logger';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { SearchIndex } from '#main/ports/search-index';
import type { SecretStore } from '#main/ports/secret-store';
import type { WindowWatches } from '#main/ports/window-watches';
import { createTurnRegistry, type TurnRegistry } from '#main/streaming/registry';
import { systemScheduler } from '#main/streaming/system-scheduler';
import type { Settings } from '#shared/domain/settings';
import { composeAttachments } from './compose-attachments';
import { composeChat } from './compose-chat';
import { composeExport } from './compose-export';

export interface EngineParts {
  readonly store: Store;
  readonly secrets: SecretStore;
  readonly connect: ConnectProvider;
  readonly environment: EnvironmentProviders;
  readonly events: EventSink;
  readonly watches: WindowWatches;
  /** Null where there are no windows. */
  readonly desktop: Desktop | null;
  /** Asks a person where a file goes; left out where there are no windows. */
  readonly exportFiles?: ExportFiles;
  /** Puts an image on the clipboard; false when it cannot. */
  readonly copyImage?: (bytes: Uint8Array) => Promise<boolean>;
  /** The built `document-worker.js`; left out, files are read in the calling thread. */
  readonly documentWorker?: string;
  readonly logger: Logger;
  readonly onSettings: (settings: Settings) => void;
}

/** Everything that Parley does, without a window or a command line. */
export interface Engine {
  readonly registry: TurnRegistry;
  readonly directory: ProviderDirectory;
  readonly chat: Chat;
  readonly queue: QueueFeature;
  readonly conversations: ConversationsFeature;
  readonly organisation: OrganisationFeature;
  readonly tree: TreeFeature;
  readonly attempts: AttemptsFeature;
  readonly attachments: AttachmentsFeature;
  readonly personas: PersonasFeature;
  readonly providers: ProvidersFeature;
  readonly keys: KeysFeature;
  readonly models: ModelsFeature;
  readonly settings: SettingsFeature;
  readonly search: SearchIndex;
  readonly exporting: ExportFeature;
}

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

export function composeEngine(parts: EngineParts): Engine {
  const { store, secrets, connect, environment, events, watches, desktop, logger } = parts;
  const newId = (): string => v7();
  const base = { events, logger, secrets, clock: systemClock, scheduler: systemScheduler };
  const { conversations, turns, settings, personas } = store;
  const repository = store.providers;
  const directory = createProviderDirectory({ ...base, repository, connect, environment });
  const { attachments, keepImage } = composeAttachments(parts);
  const registry = createTurnRegistry({ ...base, turns, keepImage });
  const models = createModels({ ...base, directory, repository, settings, loadCatalogue });
  const organisation = createOrganisation({
    ...base,
    organisation: store.organisation,
    registry,
    // Without windows, what is asked on a command line is read there.
    isInSight: (id) => desktop?.isInSight(id) ?? true,
  });
  const chatParts = { ...base, store, desktop, watches, providers: directory, models, registry, newId };
  const { chat, queue } = composeChat(chatParts, (answer) => organisation.noteReply(answer));
  return {
    registry,
    directory,
    chat,
    queue,
    models,
    conversations: createConversations({ conversations, registry, events, logger }),
    attempts: createAttempts(store.attempts),
    attachments,
    organisation,
    tree: createTree({ tree: store.tree, conversations, registry, events, logger, newId }),
    personas: createPersonas({ personas, events, newId }),
    providers: createProviders({ ...base, directory, repository, probe: probeServer }),
    keys: createKeys({ ...base, directory, repository }),
    exporting: composeExport(store, attachments, parts.exportFiles),
    settings: createSettings({ settings, events, onChanged: parts.onSettings }),
    search: store.search,
  };
}
