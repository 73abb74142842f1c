import type { OutputOf, ParsedInputOf } from '#shared/contracts/index';
import type { ConversationId } from '#shared/domain/ids';
import type { LiveTurn } from '#shared/domain/stream-batch';
import type { ModelRef } from '#shared/domain/model';
import { askBudget } from './admit-attempt';
import type { ChatPorts } from './chat-ports';
import { continueAnswer, regenerate, retry, type AnswerTarget } from './ask-again';
import { chooseModel, choosePersona } from './choose-model';
import { measureContext } from './measure-context';
import { previewContext } from './preview-context';
import { editMessage, sendMessage, sendQueued, type QueuedTurn, type SentMessage } from './send-message';
import type { StartedTurn } from './start-turn';
import { watchConversation } from './watch-conversation';

export interface Chat {
  send(input: SentMessage, askedModel?: ModelRef | null): StartedTurn;
  /** What waited for the end of a reply. */
  sendQueued(turn: QueuedTurn): StartedTurn;
  edit(input: ParsedInputOf<'chat.edit'>): StartedTurn;
  regenerate(target: AnswerTarget, model: ModelRef | null): StartedTurn;
  retry(target: AnswerTarget, allowsOverBudget?: boolean): StartedTurn;
  continue(target: AnswerTarget, allowsOverBudget?: boolean): StartedTurn;
  askBudget(input: ParsedInputOf<'chat.askBudget'>): Promise<OutputOf<'chat.askBudget'>>;
  stop(conversationId: ConversationId): Promise<boolean>;
  watch(conversationId: ConversationId, windowId: number): LiveTurn | null;
  unwatch(conversationId: ConversationId, windowId: number): void;
  /** The model that would answer next; the conversation need not exist yet. */
  chooseModel(conversationId: ConversationId): Promise<ModelRef>;
  /** The same, with a model or a persona that is chosen but not stored yet. */
  modelFor(input: ParsedInputOf<'chat.modelFor'>): Promise<ModelRef>;
  measure(input: ParsedInputOf<'chat.measure'>): Promise<OutputOf<'chat.measure'>>;
  preview(input: ParsedInputOf<'context.preview'>): Promise<OutputOf<'context.preview'>>;
  /** Answers that are kept to be used again. */
  cacheSize(): OutputOf<'cache.size'>;
  clearCache(): void;
}

/** Everything a person can do with an answer. */
export const createChat = (ports: ChatPorts): Chat => ({
  send: (input, askedModel = null) => sendMessage(ports, input, askedModel),
  sendQueued: (turn) => sendQueued(ports, turn),
  edit: (input) => editMessage(ports, input),
  regenerate: (target, model) => regenerate(ports, target, model),
  retry: (target, allowsOverBudget) => retry(ports, target, allowsOverBudget),
  continue: (target, allowsOverBudget) => continueAnswer(ports, target, allowsOverBudget),
  askBudget: (input) => askBudget(ports, input),
  stop(conversationId) {
    ports.onStop(conversationId);
    return ports.registry.stop(conversationId);
  },
  watch: (conversationId, windowId) => watchConversation(ports, conversationId, windowId),
  unwatch: (conversationId, windowId) => ports.watches.unwatch(windowId, conversationId),
  chooseModel(conversationId) {
    const conversation = ports.conversations.find(conversationId);
    const persona = choosePersona(ports, conversation?.personaId ?? null);
    return chooseModel(ports, { asked: null, conversation: conversation?.model ?? null, persona });
  },
  modelFor({ conversationId, model, personaId }) {
    const conversation = ports.conversations.find(conversationId);
    const persona = choosePersona(ports, personaId ?? conversation?.personaId ?? null);
    return chooseModel(ports, { asked: model, conversation: conversation?.model ?? null, persona });
  },
  measure: (input) => measureContext(ports, input),
  preview: (input) => previewContext(ports, input),
  cacheSize: () => ports.answerCache.size(),
  clearCache: () => ports.answerCache.clear(),
});
