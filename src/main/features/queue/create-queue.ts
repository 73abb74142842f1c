import type { AttachmentRef } from '#shared/domain/attachment';
import type { ConversationId, MessageId } from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';
import type { ConversationRepository } from '#main/ports/conversation-repository';
import type { EventSink } from '#main/ports/event-sink';
import type { Logger } from '#main/ports/logger';
import type { QueuedMessage, QueueRepository } from '#main/ports/queue-repository';
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
  readonly parentId: MessageId | null;
  readonly text: string;
  readonly files: readonly AttachmentRef[];
}

export interface QueueFeature {
  find(id: ConversationId): Pick<QueuedMessage, 'text' | 'files'> | null;
  add(id: ConversationId, text: string): void;
  take(id: ConversationId, draft: string): string;
  remove(id: ConversationId): void;
  sendNow(id: ConversationId): Promise<void>;
  /** A person stops the reply that streams: whatever it ends as, what waits goes on waiting. */
  noteStop(id: ConversationId): void;
  /** To be called after a reply was stored and windows were told. Does not throw. */
  replyEnded(answer: Pick<MessageView, 'conversationId' | 'status'>): void;
}

interface Dispatch {
  readonly changed: (id: ConversationId) => void;
  /** Does nothing when nothing waits. */
  readonly dispatch: (id: ConversationId) => void;
  readonly sendByItself: (id: ConversationId) => void;
}

function createDispatch({ queue, conversations, events, ...ports }: QueuePorts): Dispatch {
  const changed: Dispatch['changed'] = (conversationId) =>
    events.broadcast({ type: 'queue.changed', conversationId });
  const dispatch: Dispatch['dispatch'] = (conversationId) => {
    const queued = queue.find(conversationId);
    if (queued === null) return;
    const { headId: parentId } = conversations.get(conversationId);
    ports.send({ conversationId, parentId, text: queued.text, files: queued.files });
    changed(conversationId);
  };
  return {
    changed,
    dispatch,
    // What was changed outside of Parley is not sent before a person has seen it.
    sendByItself: (id) => {
      if (ports.sendsByItself && queue.find(id)?.isSound === true) dispatch(id);
    },
  };
}

/**
 * Messages that wait for the end of a reply. Main alone sends them, and the transaction that stores one as a message
 * takes it off the queue: it is sent once, however many windows there are and whenever the process ends.
 */
export function createQueue(ports: QueuePorts): QueueFeature {
  const { queue, conversations, registry, events, logger } = ports;
  const { changed, dispatch, sendByItself } = createDispatch(ports);
  const stopped = new Set<ConversationId>();

  const hasCompleteEnd = (id: ConversationId): boolean => {
    const { headId } = conversations.get(id);
    return headId !== null && conversations.getMessage(headId).status === 'complete';
  };

  return {
    find(id) {
      const queued = queue.find(id);
      return queued === null ? null : { text: queued.text, files: queued.files };
    },
    add(id, text) {
      // There is no queue without a conversation.
      conversations.get(id);
      queue.add(id, text);
      changed(id);
      events.broadcast({ type: 'draft.changed', key: id });
      // The reply may have ended while the window was still asking.
      if (!registry.isLive(id) && hasCompleteEnd(id)) sendByItself(id);
    },
    take(id, draft) {
      const text = queue.take(id, draft);
      changed(id);
      events.broadcast({ type: 'draft.changed', key: id });
      return text;
    },
    remove(id) {
      queue.remove(id);
      changed(id);
    },
    async sendNow(id) {
      // Somebody else may have sent it: the reply that streams now is then its own.
      if (queue.find(id) === null) return;
      if (registry.isLive(id)) {
        stopped.add(id);
        await registry.stop(id);
      }
      dispatch(id);
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
