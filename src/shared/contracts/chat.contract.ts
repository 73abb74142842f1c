import { z } from 'zod';
import { attachmentRefSchema } from '../domain/attachment';
import { mostAttachments } from '../domain/attachment-limits';
import { thinkingEffortSchema } from '../domain/conversation';
import { newDraftKeySchema } from '../domain/draft-key';
import { conversationIdSchema, messageIdSchema, personaIdSchema, streamIdSchema } from '../domain/ids';
import { modelRefSchema } from '../domain/model';
import { liveTurnSchema } from '../domain/stream-batch';
import { nothing, route } from './route';

const byConversation = z.strictObject({ conversationId: conversationIdSchema });
/** Stored files that go along, in their order, before the text. */
const files = z.array(attachmentRefSchema).max(mostAttachments).default([]);
/** May be empty where there are files. */
const text = z.string().max(2_000_000);
const saysSomething = (message: { readonly text: string; readonly files: readonly unknown[] }): boolean =>
  message.text !== '' || message.files.length > 0;
/** A person was asked and said yes: budgets that ask let it through. */
const allowsOverBudget = z.boolean().optional();
const started = z.strictObject({
  streamId: streamIdSchema,
  assistantMessageId: messageIdSchema,
});

export const chatRoutes = {
  /**
   * Stores the message and opens the answer in one transaction, then asks the model. The conversation is made when it
   * does not exist. `parentId` is the message it answers to (the head the window shows; null at the start): a stale one
   * is `conversation.stale`; a reply that streams there is `conversation.busy`.
   */
  'chat.send': route(
    byConversation
      .extend({
        messageId: messageIdSchema,
        parentId: messageIdSchema.nullable(),
        text,
        files,
        /** Used only when this call makes the conversation. */
        model: modelRefSchema.nullable(),
        personaId: personaIdSchema.nullable(),
        thinkingEffort: thinkingEffortSchema.nullable().default(null),
        /** The message box that is empty then; left out, `new`. */
        draftKey: newDraftKeySchema.optional(),
        allowsOverBudget,
      })
      .refine(saysSomething),
    started,
  ),
  /** Another version of a question, with its own answer; the earlier one stays as a sibling. */
  'chat.edit': route(
    byConversation
      .extend({
        editedId: messageIdSchema,
        messageId: messageIdSchema,
        text,
        files,
      })
      .refine(saysSomething),
    started,
  ),
  /** Asks again; the earlier answer stays as a sibling. `model` null means the conversation's. */
  'chat.regenerate': route(
    byConversation.extend({ messageId: messageIdSchema, model: modelRefSchema.nullable() }),
    started,
  ),
  /** Asks again after a failure: on the same message when it holds no text, else like `chat.regenerate`. */
  'chat.retry': route(byConversation.extend({ messageId: messageIdSchema, allowsOverBudget }), started),
  /** Goes on with an answer that was cut off: its text stays, what follows is appended. */
  'chat.continue': route(byConversation.extend({ messageId: messageIdSchema, allowsOverBudget }), started),
  /** Ends the live reply and keeps its text. True when there was one. */
  'chat.stop': route(byConversation, z.boolean()),
  /** Watches a conversation: `chat.batch` events follow for this window until `chat.unwatch`. Answers the live turn, if any. */
  'chat.watch': route(byConversation, liveTurnSchema.nullable()),
  'chat.unwatch': route(byConversation, nothing),
  /** The model that would answer next, all defaults taken in; the conversation need not exist yet. */
  'chat.modelFor': route(
    byConversation.extend({ model: modelRefSchema.nullable(), personaId: personaIdSchema.nullable() }),
    modelRefSchema,
  ),
  /** Whether a person is to be asked before this is sent, and what about; null when not. Budgets are checked again then. */
  'chat.askBudget': route(
    byConversation.extend({
      model: modelRefSchema.nullable(),
      personaId: personaIdSchema.nullable(),
      text,
    }),
    z.strictObject({ sentence: z.string() }).nullable(),
  ),
  /** What the next request would hold: tokens are estimates. */
  'chat.measure': route(
    byConversation.extend({ model: modelRefSchema.nullable(), personaId: personaIdSchema.nullable() }),
    z.strictObject({
      instructionTokens: z.number().int(),
      messageTokens: z.number().int(),
      /** Null when the model's window is unknown. */
      window: z.number().int().nullable(),
      omittedMessages: z.number().int(),
      /** Whole nano-dollars that sending it costs, without the answer; null when the price is unknown. */
      nanos: z.number().int().nullable(),
    }),
  ),
};
