import type { ConversationsFeature } from '#main/features/conversations/create-conversations';
import type { Handlers } from '../handlers';
import { nothing } from './nothing';

export const conversationHandlers = (conversations: ConversationsFeature) =>
  ({
    'conversation.find': ({ conversationId }) => conversations.find(conversationId),
    'conversation.rename': ({ conversationId, title }) => conversations.rename(conversationId, title),
    'conversation.setModel': ({ conversationId, model }) =>
      nothing(() => conversations.setModel(conversationId, model)),
    'conversation.setThinking': ({ conversationId, thinkingEffort }) =>
      nothing(() => conversations.setThinking(conversationId, thinkingEffort)),
    'conversation.setReuse': ({ conversationId, reusesAnswers }) =>
      nothing(() => conversations.setReuse(conversationId, reusesAnswers)),
    'conversation.setPersona': ({ conversationId, personaId }) =>
      nothing(() => conversations.setPersona(conversationId, personaId)),
    'conversation.delete': ({ conversationId }) => conversations.remove(conversationId).then(() => null),
    'conversation.restore': ({ conversationId }) => nothing(() => conversations.restore(conversationId)),
    'message.list': ({ conversationId, anchor, limit }) =>
      conversations.listMessages(conversationId, anchor, limit),
    'message.select': ({ conversationId, messageId }) =>
      nothing(() => conversations.selectBranch(conversationId, messageId)),
    'draft.find': ({ key }) => conversations.findDraft(key),
    'draft.save': ({ key, text }) => nothing(() => conversations.saveDraft(key, text)),
  }) satisfies Partial<Handlers>;
