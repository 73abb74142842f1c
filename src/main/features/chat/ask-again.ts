import { AppError, appError } from '#shared/errors/app-error';
import type { ConversationId, MessageId } from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';
import type { ModelRef } from '#shared/domain/model';
import type { ChatPorts } from './chat-ports';
import { newMessageId, startTurn, type StartedTurn } from './start-turn';

export interface AnswerTarget {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
}

/** Another answer to the same question, beside the earlier one. Throws `conversation.busy`, `message.not-found`, `storage.*`. */
export function regenerate(
  ports: ChatPorts,
  target: AnswerTarget,
  askedModel: ModelRef | null,
  allowsOverBudget = false,
): StartedTurn {
  const { question, conversationId, answer } = findAnswer(ports, target);
  const answerId = newMessageId(ports);
  ports.turns.openTurn({ kind: 'sibling', conversationId, beside: answer.id, answerId });
  const plan = { conversationId, answerId, leaf: question, isContinuation: false, askedModel };
  return startTurn(ports, { ...plan, allowsOverBudget, asksAnew: true, isTry: true });
}

/** Asks again after a failure: on the same message when it holds nothing worth keeping, else beside it. */
export function retry(ports: ChatPorts, target: AnswerTarget, allowsOverBudget = false): StartedTurn {
  const { question, conversationId, answer } = findAnswer(ports, target);
  const isHead = ports.conversations.get(conversationId).headId === answer.id;
  if (!isHead || answer.parts.some((part) => part.type !== 'notice' && part.type !== 'error')) {
    return regenerate(ports, target, null, allowsOverBudget);
  }
  ports.turns.openTurn({ kind: 'reopen', conversationId, answerId: answer.id });
  const plan = {
    conversationId,
    answerId: answer.id,
    leaf: question,
    isContinuation: false,
    askedModel: null,
    allowsOverBudget,
    isTry: true,
  };
  return startTurn(ports, plan, existingParts(ports, answer));
}

/** Goes on with an answer that was cut off: its text stays, what follows is appended to the same message. */
export function continueAnswer(
  ports: ChatPorts,
  target: AnswerTarget,
  allowsOverBudget = false,
): StartedTurn {
  const { conversationId, answer } = findAnswer(ports, target);
  if (answer.status === 'complete') {
    throw new AppError(appError('invalid-request', 'This answer is complete: there is nothing to continue.'));
  }
  if (!answer.parts.some((part) => part.type === 'text' && part.text !== '')) {
    return retry(ports, target, allowsOverBudget);
  }
  const existing = existingParts(ports, answer);
  ports.turns.openTurn({ kind: 'reopen', conversationId, answerId: answer.id });
  const plan = {
    conversationId,
    answerId: answer.id,
    leaf: answer.id,
    isContinuation: true,
    askedModel: null,
    allowsOverBudget,
    isTry: true,
  };
  return startTurn(ports, plan, existing);
}

function findAnswer(
  ports: ChatPorts,
  { conversationId, messageId }: AnswerTarget,
): { readonly conversationId: ConversationId; readonly answer: MessageView; readonly question: MessageId } {
  ports.registry.assertFree(conversationId);
  const answer = ports.conversations.getMessage(messageId);
  if (answer.conversationId !== conversationId || answer.role !== 'assistant' || answer.parentId === null) {
    throw new AppError(appError('message.not-found', 'There is no such answer in this conversation.'));
  }
  return { conversationId, answer, question: answer.parentId };
}

/** A place behind every stored part: visible ones are in the view, opaque ones only in the branch. Gaps do no harm. */
function existingParts(
  ports: ChatPorts,
  answer: MessageView,
): { readonly parts: MessageView['parts']; readonly firstIndex: number } {
  const stored = ports.conversations.readBranch(answer.id).at(-1);
  const hidden = stored?.id === answer.id ? stored.parts.length : 0;
  return { parts: answer.parts, firstIndex: answer.parts.length + hidden };
}
