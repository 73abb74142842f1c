import type { QueueFeature } from '#main/features/queue/create-queue';
import type { Handlers } from '../handlers';
import { nothing } from './nothing';

export const queueHandlers = (queue: QueueFeature) =>
  ({
    'queue.find': ({ conversationId }) => queue.find(conversationId),
    'queue.add': ({ conversationId, text }) => nothing(() => queue.add(conversationId, text)),
    'queue.take': ({ conversationId, draft }) => queue.take(conversationId, draft),
    'queue.remove': ({ conversationId }) => nothing(() => queue.remove(conversationId)),
    'queue.send': ({ conversationId }) => queue.sendNow(conversationId).then(() => null),
  }) satisfies Partial<Handlers>;
