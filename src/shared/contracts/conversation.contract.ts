import { z } from 'zod';
import { conversationSchema, thinkingEffortSchema } from '../domain/conversation';
import { draftKeySchema } from '../domain/draft-key';
import { conversationIdSchema, messageIdSchema, personaIdSchema } from '../domain/ids';
import { messageViewSchema } from '../domain/message';
import { modelRefSchema } from '../domain/model';
import { nothing, route } from './route';

const byId = z.strictObject({ conversationId: conversationIdSchema });

export const conversationRoutes = {
  'conversation.find': route(byId, conversationSchema.nullable()),
  'conversation.rename': route(byId.extend({ title: z.string().trim().min(1).max(200) }), conversationSchema),
  'conversation.setModel': route(byId.extend({ model: modelRefSchema.nullable() }), nothing),
  /** Null leaves it to the provider. */
  'conversation.setThinking': route(
    byId.extend({ thinkingEffort: thinkingEffortSchema.nullable() }),
    nothing,
  ),
  /** Null follows the persona. */
  'conversation.setReuse': route(byId.extend({ reusesAnswers: z.boolean().nullable() }), nothing),
  'conversation.setPersona': route(byId.extend({ personaId: personaIdSchema.nullable() }), nothing),
  /** Moves it out of sight; `conversation.restore` brings it back. A reply that still streams is stopped. */
  'conversation.delete': route(byId, nothing),
  'conversation.restore': route(byId, nothing),

  /**
   * Messages of the active branch, oldest first. `start`: the first `limit`; `end`: the last; `before`: those above a message;
   * `after`: those below; `around`: a page with that message in it.
   */
  'message.list': route(
    byId.extend({
      anchor: z.discriminatedUnion('at', [
        z.strictObject({ at: z.enum(['start', 'end']) }),
        z.strictObject({ at: z.enum(['before', 'after', 'around']), messageId: messageIdSchema }),
      ]),
      limit: z.number().int().min(1).max(200),
    }),
    z.strictObject({
      messages: z.array(messageViewSchema).readonly(),
      hasBefore: z.boolean(),
      hasAfter: z.boolean(),
      /** Messages below the end of the branch, on others (after `branch.begin`). */
      messagesBelow: z.number().int().nonnegative(),
      revision: z.number().int(),
    }),
  ),
  /** Makes the branch through this message the active one (its newest leaf becomes the head). */
  'message.select': route(byId.extend({ messageId: messageIdSchema }), nothing),

  /** Drafts are kept per message box. */
  'draft.find': route(z.strictObject({ key: draftKeySchema }), z.string()),
  'draft.save': route(
    z.strictObject({
      key: draftKeySchema,
      text: z.string().max(2_000_000),
    }),
    nothing,
  ),
};
