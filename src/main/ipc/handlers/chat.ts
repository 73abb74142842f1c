import type { Chat } from '#main/features/chat/create-chat';
import type { Handlers } from '../handlers';
import { nothing } from './nothing';

export const chatHandlers = (chat: Chat) =>
  ({
    'chat.send': (input) => chat.send(input),
    'chat.edit': (input) => chat.edit(input),
    'chat.regenerate': ({ model, ...target }) => chat.regenerate(target, model),
    'chat.retry': ({ allowsOverBudget = false, ...target }) => chat.retry(target, allowsOverBudget),
    'chat.continue': ({ allowsOverBudget = false, ...target }) => chat.continue(target, allowsOverBudget),
    'chat.askBudget': (input) => chat.askBudget(input),
    'chat.stop': ({ conversationId }) => chat.stop(conversationId),
    'chat.watch': ({ conversationId }, { windowId }) => chat.watch(conversationId, windowId),
    'chat.unwatch': ({ conversationId }, { windowId }) =>
      nothing(() => chat.unwatch(conversationId, windowId)),
    'chat.modelFor': (input) => chat.modelFor(input),
    'chat.measure': (input) => chat.measure(input),
  }) satisfies Partial<Handlers>;
