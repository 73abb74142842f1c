import type { ParsedInputOf } from '#shared/contracts/index';
import { titleFromText } from '#shared/domain/conversation';
import type { MessageId } from '#shared/domain/ids';
import type { ModelRef } from '#shared/domain/model';
import { AppError, appError } from '#shared/errors/app-error';
import type { ChatPorts } from './chat-ports';
import { newMessageId, startTurn, type StartedTurn } from './start-turn';

/**
 * Stores the question and opens its answer in one transaction, then asks. `askedModel` is for this turn only.
 * Throws `conversation.busy`, `conversation.stale`, `storage.*`; a missing key is told in the answer, so that the question is kept.
 */
export function sendMessage(
  ports: ChatPorts,
  input: ParsedInputOf<'chat.send'>,
  askedModel: ModelRef | null = null,
): StartedTurn {
  const { conversationId, messageId, parentId, text, model, personaId } = input;
  ports.registry.assertFree(conversationId);
  assertNew(ports, messageId);
  const answerId = newMessageId(ports);
  const title = titleFromText(text);
  ports.turns.openTurn({
    kind: 'send',
    conversationId,
    messageId,
    parentId,
    text,
    answerId,
    title,
    model,
    personaId,
  });
  return startTurn(ports, { conversationId, answerId, leaf: messageId, isContinuation: false, askedModel });
}

/** The window names the message, so that sending it a second time cannot store it twice. */
function assertNew(ports: ChatPorts, messageId: MessageId): void {
  try {
    ports.conversations.getMessage(messageId);
  } catch (error) {
    if (error instanceof AppError && error.data.code === 'message.not-found') return;
    throw error;
  }
  throw new AppError(appError('conversation.stale', 'This message was sent already.'));
}
