import type { AttachmentRef } from '#shared/domain/attachment';
import type { ConversationId, MessageId } from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';
import type { ConversationRepository } from '#main/ports/conversation-repository';
import type { EventSink } from '#main/ports/event-sink';
import type { Logger } from '#main/ports/logger';
import type { QueuedMessage, QueueRepository, StoredQueuedMessage } from '#main/ports/queue-repository';
import type { TurnRegistry } from '#main/streaming/registry';

export interface QueuePorts {
  readonly queue: QueueRepository;
  readonly conversations: Pick<ConversationRepository, 'get' | 'getMessage'>;
  readonly registry: Pick<TurnRegistry, 'isLive' | 'stop'>;
  readonly events: EventSink;
  readonly logger: Logger;
  /** Stores the question, takes it off the queue and opens its answer, all in one transaction. */
  readonly send: (turn: QueuedTurn) => unknown;
  /** Not where a command line asks one question and ends. */
  readonly sendsByItself: boolean;
}

export interface QueuedTurn {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly parentId: MessageId | null;
  readonly text: string;
  readonly files: readonly AttachmentRef[];
}

export interface QueueFeature {
  list(id: ConversationId): readonly QueuedMessage[];
  add(id: ConversationId, messageId: MessageId, text: string): void;
  take(id: ConversationId, messageId: MessageId, draft: string): string;
  /** False: it did not wait any more. */
  remove(id: ConversationId, messageId: MessageId): boolean;
  restore(id: ConversationId, message: QueuedMessage, beforeId: MessageId | null): void;
  moveUp(id: ConversationId, messageId: MessageId): void;
  sendNow(id: ConversationId, messageId: MessageId): Promise<void>;
  /** A person stops the reply that streams: whatever it ends as, what waits goes on waiting. */
  noteStop(id: ConversationId): void;
  /** To be called after a reply was stored and windows were told. Does not throw. */
  replyEnded(answer: Pick<MessageView, 'conversationId' | 'status'>): void;
}

interface Dispatch {
  readonly changed: (id: ConversationId) => void;
  readonly dispatch: (id: ConversationId, queued: StoredQueuedMessage) => void;
  /** The first that waits. Does nothing when nothing waits. */
  readonly sendByItself: (id: ConversationId) => void;
}

function createDispatch({ queue, conversations, events, ...ports }: QueuePorts): Dispatch {
  const changed: Dispatch['changed'] = (conversationId) =>
    events.broadcast({ type: 'queue.changed', conversationId });
  const dispatch: Dispatch['dispatch'] = (conversationId, { messageId, text, files }) => {
    const { headId: parentId } = conversations.get(conversationId);
    ports.send({ conversationId, messageId, parentId, text, files });
    changed(conversationId);
  };
  return {
    changed,
    dispatch,
    sendByItself: (id) => {
      const [first] = queue.list(id);
      // What was changed outside of Parley is not sent before a person has seen it; what is behind it waits with it.
      if (ports.sendsByItself && first?.isSound === true) dispatch(id, first);
    },
  };
}

/** What a person does to the list; nothing is sent by it. */
function createChanges(
  { queue, conversations, events }: QueuePorts,
  changed: Dispatch['changed'],
): Pick<QueueFeature, 'take' | 'remove' | 'restore' | 'moveUp'> {
  return {
    take(id, messageId, draft) {
      const text = queue.take(id, messageId, draft);
      changed(id);
      events.broadcast({ type: 'draft.changed', key: id });
      return text;
    },
    remove(id, messageId) {
      const isRemoved = queue.remove(id, messageId);
      changed(id);
      return isRemoved;
    },
    restore(id, message, beforeId) {
      conversations.get(id);
      queue.restore(id, message, beforeId);
      changed(id);
    },
    moveUp(id, messageId) {
      queue.moveUp(id, messageId);
      changed(id);
    },
  };
}

/**
 * Messages that wait for the end of a reply, one after the other. Main alone sends them, and the transaction that stores
 * one as a message takes it off the queue: it is sent once, however many windows there are and whenever the process ends.
 */
export function createQueue(ports: QueuePorts): QueueFeature {
  const { queue, conversations, registry, events, logger } = ports;
  const { changed, dispatch, sendByItself } = createDispatch(ports);
  const stopped = new Set<ConversationId>();

  const hasCompleteEnd = (id: ConversationId): boolean => {
    const { headId } = conversations.get(id);
    return headId !== null && conversations.getMessage(headId).status === 'complete';
  };
  const find = (id: ConversationId, messageId: MessageId): StoredQueuedMessage | undefined =>
    queue.list(id).find((queued) => queued.messageId === messageId);

  return {
    list: (id) => queue.list(id).map(({ messageId, text, files }) => ({ messageId, text, files })),
    add(id, messageId, text) {
      // There is no queue without a conversation.
      conversations.get(id);
      queue.add(id, messageId, text);
      changed(id);
      events.broadcast({ type: 'draft.changed', key: id });
      // The reply may have ended while the window was still asking; what a person was told waits goes on waiting.
      const isAlone = queue.list(id).length === 1;
      if (isAlone && !registry.isLive(id) && hasCompleteEnd(id)) sendByItself(id);
    },
    ...createChanges(ports, changed),
    async sendNow(id, messageId) {
      // Somebody else may have sent it: the reply that streams now is then its own.
      if (find(id, messageId) === undefined) return;
      if (registry.isLive(id)) {
        stopped.add(id);
        await registry.stop(id);
      }
      const queued = find(id, messageId);
      if (queued !== undefined) dispatch(id, queued);
    },
    noteStop(id) {
      if (registry.isLive(id)) stopped.add(id);
    },
    replyEnded({ conversationId, status }) {
      const wasStopped = stopped.delete(conversationId);
      if (wasStopped || status !== 'complete') return;
      try {
        sendByItself(conversationId);
      } catch (cause) {
        logger.error('a message that waited could not be sent', {}, cause);
      }
    },
  };
}
