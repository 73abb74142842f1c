import { z } from 'zod';
import { messageIdSchema } from './ids';
import { messageRoles } from './message';

/** One stretch of a conversation's tree: from a fork (or the start) to the next fork, or to a leaf. */
export const branchOutlineSchema = z.strictObject({
  /** Its first message. */
  id: messageIdSchema,
  /** The stretch that it leaves at its fork; null for a beginning. */
  parentId: messageIdSchema.nullable(),
  /** The newest leaf that it leads to. */
  leafId: messageIdSchema,
  role: z.enum(messageRoles),
  /** First words of the first message that has any, at most 120 characters. */
  excerpt: z.string(),
  /** Messages in this stretch alone. */
  messages: z.number().int().positive(),
  /** US dollars of this stretch alone; null when no attempt of it has a known price. */
  cost: z.number().nullable(),
  /** Its last message. */
  updatedAt: z.number(),
  /** On the branch that is shown. */
  isActive: z.boolean(),
});
export type BranchOutline = z.infer<typeof branchOutlineSchema>;

/** A message in a list to jump by. */
export const messageExcerptSchema = z.strictObject({
  messageId: messageIdSchema,
  role: z.enum(messageRoles),
  /** First words, at most 120 characters. */
  excerpt: z.string(),
  createdAt: z.number(),
  /** On the branch that is shown. */
  isActive: z.boolean(),
});
export type MessageExcerpt = z.infer<typeof messageExcerptSchema>;

/** How much goes with a message into the trash: it alone (what is below stays), or it with all that is below. */
export const deletionScopes = ['message', 'branch'] as const;
export type DeletionScope = (typeof deletionScopes)[number];
