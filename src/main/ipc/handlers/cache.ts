import type { Chat } from '#main/features/chat/create-chat';
import type { Handlers } from '../handlers';
import { nothing } from './nothing';

export const cacheHandlers = (chat: Chat) =>
  ({
    'cache.size': () => chat.cacheSize(),
    'cache.clear': () => nothing(() => chat.clearCache()),
  }) satisfies Partial<Handlers>;
