import type { AttemptsFeature } from '#main/features/attempts/create-attempts';
import type { Chat } from '#main/features/chat/create-chat';
import type { Handlers } from '../handlers';

export const inspectHandlers = (chat: Chat, attempts: AttemptsFeature) =>
  ({
    'context.preview': (input) => chat.preview(input),
    'attempt.list': ({ conversationId, messageId }) => attempts.listOf(conversationId, messageId),
    'attempt.exchange': ({ attemptId }) => attempts.findExchange(attemptId),
  }) satisfies Partial<Handlers>;
