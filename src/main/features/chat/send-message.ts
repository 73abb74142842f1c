import type { ParsedInputOf } from '#shared/contracts/index';
import type { BoxKey } from '#shared/domain/draft-key';
import { titleFromText } from '#shared/domain/conversation';
import type { ModelRef } from '#shared/domain/model';
import type { AttachmentRef } from '#shared/domain/attachment';
import type { ConversationId, MessageId } from '#shared/domain/ids';
import type { ChatPorts } from './chat-ports';
import { newMessageId, startTurn, type StartedTurn } from './start-turn';

/** As a window sends it; its message box is named by the key under which it is stored. */
export type SentMessage = Omit<ParsedInputOf<'chat.send'>, 'draftKey'> & {
  readonly draftKey?: BoxKey | undefined;
};

/**
 * Stores the question and opens its answer in one transaction, then asks. `askedModel` is for this turn only.
 * Throws `conversation.busy`, `conversation.stale`, `storage.*`; a missing key is told in the answer, so that the question is kept.
 */
export function sendMessage(
  ports: ChatPorts,
  input: SentMessage,
  askedModel: ModelRef | null = null,
  isQueued = false,
): StartedTurn {
  const { conversationId, messageId, parentId, text, files, model, personaId, thinkingEffort } = input;
  ports.registry.assertFree(conversationId);
  const answerId = newMessageId(ports);
  const title = titleFromText(text.trim() === '' ? (files[0]?.name ?? '') : text);
  ports.turns.openTurn({
    kind: 'send',
    conversationId,
    messageId,
    parentId,
    text,
    files,
    answerId,
    title,
    model,
    personaId,
    thinkingEffort,
    isQueued,
    ...(input.draftKey === undefined ? {} : { draftKey: input.draftKey }),
  });
  const { allowsOverBudget = false } = input;
  const plan = { conversationId, answerId, leaf: messageId, isContinuation: false, askedModel };
  return startTurn(ports, { ...plan, allowsOverBudget });
}

/** Sends what waited, in the conversation that is there: the row that waited goes in the same transaction. Throws as above. */
export function sendQueued(ports: ChatPorts, turn: QueuedTurn): StartedTurn {
  const asStored = { model: null, personaId: null, thinkingEffort: null };
  return sendMessage(ports, { ...turn, ...asStored, files: [...turn.files] }, null, true);
}

export interface QueuedTurn {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly parentId: MessageId | null;
  readonly text: string;
  readonly files: readonly AttachmentRef[];
}

/**
 * Another version of a question with an answer of its own, beside the edited one.
 * Throws `conversation.busy`, `message.not-found`, `storage.*`.
 */
export function editMessage(ports: ChatPorts, input: ParsedInputOf<'chat.edit'>): StartedTurn {
  const { conversationId, editedId: edited, messageId, text, files } = input;
  ports.registry.assertFree(conversationId);
  const answerId = newMessageId(ports);
  ports.turns.openTurn({ kind: 'edit', conversationId, edited, messageId, text, files, answerId });
  return startTurn(ports, {
    conversationId,
    answerId,
    leaf: messageId,
    isContinuation: false,
    askedModel: null,
  });
}
