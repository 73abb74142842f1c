import { AppError, appError } from '#shared/errors/app-error';
import type { Conversation } from '#shared/domain/conversation';
import type { ConversationId, MessageId, PersonaId } from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';
import type { ModelRef } from '#shared/domain/model';
import type { ConversationRepository, MessageAnchor, MessagePage } from '#main/ports/conversation-repository';
import type { EventSink } from '#main/ports/event-sink';
import type { Logger } from '#main/ports/logger';
import { announceChange } from '#main/streaming/announce-change';
import type { TurnRegistry } from '#main/streaming/registry';

export interface ConversationPorts {
  readonly conversations: ConversationRepository;
  readonly registry: TurnRegistry;
  readonly events: EventSink;
  readonly logger: Logger;
}

export interface ConversationsFeature {
  find(id: ConversationId): Conversation | null;
  /** An empty one, before its first message. */
  begin(id: ConversationId): void;
  rename(id: ConversationId, title: string): Conversation;
  setModel(id: ConversationId, model: ModelRef | null): void;
  setThinking(id: ConversationId, thinkingEffort: string | null): void;
  setReuse(id: ConversationId, reusesAnswers: boolean | null): void;
  setPersona(id: ConversationId, personaId: PersonaId | null): void;
  /** Stops a reply that still streams, keeps its text, and moves the conversation out of sight. */
  remove(id: ConversationId): Promise<void>;
  restore(id: ConversationId): void;
  listMessages(id: ConversationId, anchor: MessageAnchor, limit: number): MessagePage;
  /** Throws `conversation.busy` while a reply streams: its branch stays the one that is seen. */
  selectBranch(id: ConversationId, through: MessageId): void;
  findDraft(key: string): string;
  saveDraft(key: string, text: string): void;
}

/** The sidebar and the transcript: reading, naming, removing, choosing a branch. */
export function createConversations(ports: ConversationPorts): ConversationsFeature {
  const { conversations, registry, events } = ports;
  const changed = (id: ConversationId): void => {
    announceChange(ports, id);
    events.broadcast({ type: 'conversations.changed', areNamed: true });
  };
  const changedPlace = (id: ConversationId): void => {
    events.broadcast({ type: 'organisation.changed', conversationIds: [id] });
    changed(id);
  };

  return {
    find: (id) => conversations.find(id),
    begin(id) {
      conversations.begin(id);
      changedPlace(id);
    },
    rename(id, title) {
      const conversation = conversations.rename(id, title, 'manual');
      changed(id);
      return conversation;
    },
    ...choicesOf(ports, changed),
    async remove(id) {
      await registry.stop(id);
      conversations.remove(id);
      changedPlace(id);
    },
    restore(id) {
      conversations.restore(id);
      changedPlace(id);
    },
    listMessages(id, anchor, limit) {
      const page = conversations.listMessages(id, anchor, limit);
      return registry.isLive(id) ? page : { ...page, messages: page.messages.map(withoutStream) };
    },
    selectBranch(id, through) {
      registry.assertFree(id);
      const message = conversations.getMessage(through);
      if (message.conversationId !== id) {
        throw new AppError(appError('message.not-found', 'This message is not in this conversation.'));
      }
      conversations.selectBranch(id, through);
      changed(id);
    },
    ...draftsOf(ports),
  };
}

type Choices = Pick<ConversationsFeature, 'setModel' | 'setThinking' | 'setReuse' | 'setPersona'>;

/** How the next message is answered. */
function choicesOf({ conversations }: ConversationPorts, changed: (id: ConversationId) => void): Choices {
  return {
    setModel(id, model) {
      conversations.setModel(id, model);
      changed(id);
    },
    setThinking(id, thinkingEffort) {
      conversations.setThinking(id, thinkingEffort);
      changed(id);
    },
    setReuse(id, reusesAnswers) {
      conversations.setReuse(id, reusesAnswers);
      changed(id);
    },
    setPersona(id, personaId) {
      conversations.setPersona(id, personaId);
      changed(id);
    },
  };
}

/** What is written and not sent. */
function draftsOf({
  conversations,
  events,
}: ConversationPorts): Pick<ConversationsFeature, 'findDraft' | 'saveDraft'> {
  return {
    findDraft: (key) => conversations.findDraft(key),
    saveDraft(key, text) {
      conversations.saveDraft(key, text);
      events.broadcast({ type: 'draft.changed', key });
    },
  };
}

/** A row that says it streams while nobody writes it was left by a process that ended, where nothing could be stored since. */
const withoutStream = (message: MessageView): MessageView =>
  message.status === 'streaming' ? { ...message, status: 'interrupted' } : message;
