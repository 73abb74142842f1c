import { z } from 'zod';
import { conversationIdSchema, messageIdSchema } from '../domain/ids';
import { inclusionSchema, messageViewSchema } from '../domain/message';
import { branchOutlineSchema, deletionScopes, messageExcerptSchema } from '../domain/tree';
import { nothing, route } from './route';

const byConversation = z.strictObject({ conversationId: conversationIdSchema });
const byMessage = byConversation.extend({ messageId: messageIdSchema });

/** The tree under a conversation: its branches, and a person's marks on its messages. */
export const treeRoutes = {
  'branch.outline': route(byConversation, z.array(branchOutlineSchema).readonly()),
  /** Makes the newest branch through this message the shown one, unless the shown one holds it. True when it changed. */
  'branch.show': route(byMessage, z.boolean()),
  'branch.isShown': route(byMessage, z.boolean()),
  /** The branch ends at this message from now on: what is sent next begins another one below it. */
  'branch.begin': route(byMessage, nothing),
  /**
   * Copies the way to this message, and moves it with all below it, to a conversation of its own. Undone by deleting
   * that one and `message.restore` here.
   */
  'branch.extract': route(byMessage, byConversation),

  /** Any message of the conversation, on whatever branch. */
  'message.get': route(byMessage, messageViewSchema),
  'message.listStarred': route(byConversation, z.array(messageExcerptSchema).readonly()),
  /** The questions on the branch that is shown, oldest first. */
  'message.listQuestions': route(byConversation, z.array(messageExcerptSchema).readonly()),
  'message.setStarred': route(byMessage.extend({ isStarred: z.boolean() }), nothing),
  'message.setInclusion': route(byMessage.extend({ inclusion: inclusionSchema }), nothing),
  'message.setContextStart': route(byMessage.extend({ startsContext: z.boolean() }), nothing),
  /** To the trash; answers how many messages went. */
  'message.delete': route(byMessage.extend({ scope: z.enum(deletionScopes) }), z.number().int()),
  /** Brings back what went to the trash together with this message, and shows its branch. */
  'message.restore': route(byMessage, nothing),
};
