import type { ConversationId } from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';
import type { AnswerCache } from '#main/ports/answer-cache';
import type { AttachmentRepository } from '#main/ports/attachment-repository';
import type { AutoChooser } from '#main/ports/auto-chooser';
import type { AttemptGate } from '#main/ports/attempt-gate';
import type { BlobStore } from '#main/ports/blob-store';
import type { BudgetGate } from '#main/ports/budget-gate';
import type { Clock } from '#main/ports/clock';
import type { ConversationRepository } from '#main/ports/conversation-repository';
import type { EventSink } from '#main/ports/event-sink';
import type { NewId } from '#main/ports/identity';
import type { Logger } from '#main/ports/logger';
import type { ModelDirectory } from '#main/ports/model-directory';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { Scheduler } from '#main/ports/scheduler';
import type { PersonaRepository, SettingsRepository } from '#main/ports/settings-repositories';
import type { TurnRepository } from '#main/ports/turn-repository';
import type { WindowWatches } from '#main/ports/window-watches';
import type { TurnRegistry } from '#main/streaming/registry';

/** What the chat feature needs of the rest of the app. */
export interface ChatPorts {
  readonly turns: TurnRepository;
  readonly conversations: ConversationRepository;
  readonly attachments: Pick<AttachmentRepository, 'find' | 'listDraft'>;
  readonly blobs: Pick<BlobStore, 'read'>;
  readonly personas: PersonaRepository;
  readonly settings: SettingsRepository;
  readonly providers: ProviderDirectory;
  readonly models: ModelDirectory;
  readonly auto: AutoChooser;
  readonly budgets: BudgetGate;
  readonly gate: AttemptGate;
  readonly answerCache: AnswerCache;
  readonly registry: TurnRegistry;
  readonly events: EventSink;
  readonly watches: WindowWatches;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
  readonly newId: NewId;
  /** From 0 to 1, for the jitter of a wait. */
  readonly random: () => number;
  /** Called before a reply is ended because a person wants it. */
  readonly onStop: (conversationId: ConversationId) => void;
  /** Called after an answer was stored and the windows were told; must not throw. `tookMs` is from asking to the end. */
  readonly onSettled: (message: MessageView, tookMs: number) => void;
}
