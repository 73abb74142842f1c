import type { QueueFeature } from '#main/features/queue/create-queue';
import type { Handlers } from '../handlers';
import { nothing } from './nothing';

export const queueHandlers = (queue: QueueFeature) =>
  ({
    'queue.list': ({ conversationId }) => queue.list(conversationId),
    'queue.add': ({ conversationId, messageId, text }) =>
      nothing(() => queue.add(conversationId, messageId, text)),
    'queue.take': ({ conversationId, messageId, draft }) => queue.take(conversationId, messageId, draft),
    'queue.remove': ({ conversationId, messageId }) => queue.remove(conversationId, messageId),
    'queue.restore': ({ conversationId, message, beforeId }) =>
      nothing(() => queue.restore(conversationId, message, beforeId)),
    'queue.moveUp': ({ conversationId, messageId }) => nothing(() => queue.moveUp(conversationId, messageId)),
    'queue.send': ({ conversationId, messageId }) =>
      queue.sendNow(conversationId, messageId).then(() => null),
  }) satisfies Partial<Handlers>;
