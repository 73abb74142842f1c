import { setImmediate } from 'node:timers/promises';
import { v7 } from 'uuid';
import type { AttachmentsFeature } from '#main/features/attachments/create-attachments';
import { createAttempts, type AttemptsFeature } from '#main/features/attempts/create-attempts';
import type { Chat } from '#main/features/chat/create-chat';
import {
  createConversations,
  type ConversationsFeature,
} from '#main/features/conversations/create-conversations';
import type { ExportFeature } from '#main/features/export/create-export';
import type { ModelsFeature } from '#main/features/models/create-models';
import {
  createOrganisation,
  type OrganisationFeature,
} from '#main/features/organisation/create-organisation';
import type { QueueFeature } from '#main/features/queue/create-queue';
import { createTree, type TreeFeature } from '#main/features/tree/create-tree';
import { createUsage, type UsageFeature } from '#main/features/usage/create-usage';
import type { ConversationStore } from '#main/persistence/conversation-store';
import type { Store } from '#main/persistence/store';
import type { AuditLog } from '#main/ports/audit-log';
import type { AutoChooser } from '#main/ports/auto-chooser';
import type { AttemptGate } from '#main/ports/attempt-gate';
import type { BudgetGate } from '#main/ports/budget-gate';
import type { Clock } from '#main/ports/clock';
import type { Desktop } from '#main/ports/desktop';
import type { EventSink } from '#main/ports/event-sink';
import type { Logger } from '#main/ports/logger';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { Scheduler } from '#main/ports/scheduler';
import type { SearchIndex } from '#main/ports/search-index';
import type { SecretStore } from '#main/ports/secret-store';
import type { WindowWatches } from '#main/ports/window-watches';
import { createTurnRegistry, type TurnRegistry } from '#main/streaming/registry';
import { composeAttachments } from './compose-attachments';
import { composeChat } from './compose-chat';
import { composeExport, nowhere, type ExportMachine } from './compose-export';

export interface ConversationParts {
  readonly store: ConversationStore;
  readonly settings: Store['settings'];
  readonly personas: Store['personas'];
  readonly directory: ProviderDirectory;
  readonly models: ModelsFeature;
  readonly auto: AutoChooser;
  readonly budgets: BudgetGate;
  readonly gate: AttemptGate;
  readonly secrets: SecretStore;
  readonly events: EventSink;
  readonly watches: WindowWatches;
  /** Null where there are no windows. */
  readonly desktop: Desktop | null;
  /** Nothing of these conversations is told to the desktop. */
  readonly isPrivate: boolean;
  readonly exportMachine: ExportMachine;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly copyImage?: (bytes: Uint8Array) => Promise<boolean>;
  readonly documentWorker?: string;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
}

/** Everything that is done with conversations of one place: the disk, or the memory. */
export interface ConversationFeatures {
  readonly registry: TurnRegistry;
  readonly chat: Chat;
  readonly queue: QueueFeature;
  readonly conversations: ConversationsFeature;
  readonly organisation: OrganisationFeature;
  readonly tree: TreeFeature;
  readonly attempts: AttemptsFeature;
  readonly attachments: AttachmentsFeature;
  readonly exporting: ExportFeature;
  readonly usage: UsageFeature;
  readonly search: Pick<SearchIndex, 'find'>;
}

export function composeConversations(parts: ConversationParts): ConversationFeatures {
  const { store, directory, desktop, events, logger, secrets, clock, scheduler } = parts;
  const { conversations, turns } = store;
  const base = { events, logger, secrets, clock, scheduler };
  const newId = (): string => v7();
  const { attachments, keepImage } = composeAttachments(parts);
  const registry = createTurnRegistry({ ...base, turns, keepImage });
  const organisation = createOrganisation({
    ...base,
    organisation: store.organisation,
    registry,
    // Without windows, what is asked on a command line is read there.
    isInSight: (id) => desktop?.isInSight(id) ?? true,
  });
  const chatParts = { ...base, ...parts, providers: directory, registry, newId };
  const { chat, queue } = composeChat(chatParts, (answer) => organisation.noteReply(answer));
  return {
    registry,
    chat,
    queue,
    organisation,
    conversations: createConversations({ conversations, registry, events, logger }),
    attempts: createAttempts(store.attempts),
    attachments,
    tree: createTree({ tree: store.tree, conversations, registry, events, logger, newId }),
    exporting: composeExport({
      ...base,
      store,
      attachments,
      audit: parts.audit,
      machine: parts.exportMachine,
      // No other thread sees what is only in the memory of this one.
      isHere: parts.isPrivate,
    }),
    usage: createUsage({
      usage: store.usage,
      directory,
      files: parts.exportMachine.files ?? nowhere,
      pause: () => setImmediate(),
    }),
    search: store.search,
  };
}
