import type { UsageFeature } from '#main/features/usage/create-usage';
import type { Handlers } from '../handlers';

export const usageHandlers = (usage: UsageFeature) =>
  ({
    'usage.read': (input) => usage.read(input),
    'usage.ofConversation': ({ conversationId }) => usage.ofConversation(conversationId),
    'usage.export': ({ range }, { windowId }) => usage.export(range, windowId),
  }) satisfies Partial<Handlers>;
