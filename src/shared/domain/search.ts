import { z } from 'zod';
import { conversationIdSchema, messageIdSchema } from './ids';
import { messageRoles } from './message';

/** Where the next page of results begins. Made by main; a window gives it back as it is. */
export const searchCursorSchema = z.strictObject({
  from: z.number().int().nonnegative(),
  skip: z.number().int().nonnegative(),
});
export type SearchCursor = z.infer<typeof searchCursorSchema>;

export const searchRequestSchema = z.strictObject({
  /** As it was written: words, "phrases", -exclusions, filters (search-query.ts). */
  text: z.string().max(1000),
  /** Whether what models thought is searched too. */
  includesThinking: z.boolean(),
  /** Null begins with the newest. */
  cursor: searchCursorSchema.nullable(),
  limit: z.number().int().min(1).max(100),
});
export type SearchRequest = z.infer<typeof searchRequestSchema>;

/** Text with marked places, in UTF-16 units; never HTML. */
export const markedTextSchema = z.strictObject({
  text: z.string(),
  marks: z.array(z.strictObject({ start: z.number().int(), end: z.number().int() })).readonly(),
});
export type MarkedText = z.infer<typeof markedTextSchema>;

export const searchHitSchema = z.strictObject({
  conversationId: conversationIdSchema,
  messageId: messageIdSchema,
  title: z.string(),
  role: z.enum(messageRoles),
  /** The name of the model that answered; null for what a person wrote, or when unknown. */
  model: z.string().nullable(),
  createdAt: z.number(),
  isStarred: z.boolean(),
  /** What of the message was found: its text, what the model thought, or a file of it. */
  source: z.enum(['text', 'thinking', 'file']),
  snippet: markedTextSchema,
});
export type SearchHit = z.infer<typeof searchHitSchema>;

export const titleHitSchema = z.strictObject({
  conversationId: conversationIdSchema,
  title: markedTextSchema,
  updatedAt: z.number(),
});
export type TitleHit = z.infer<typeof titleHitSchema>;

export const searchAnswerSchema = z.strictObject({
  /** Filters that cannot be used as they stand; with any of them nothing is looked for. */
  problems: z.array(z.strictObject({ token: z.string(), hint: z.string() })).readonly(),
  /** Conversations by their title, newest first; only with the first page. */
  titles: z.array(titleHitSchema).readonly(),
  /** Best first among the newest that match; a next page holds older ones. May be empty although there is a next page. */
  hits: z.array(searchHitSchema).readonly(),
  next: searchCursorSchema.nullable(),
  /** What was looked for, folded: to be marked where a result is shown. */
  terms: z
    .array(z.strictObject({ text: z.string(), startsWord: z.boolean(), endsWord: z.boolean() }))
    .readonly(),
  /** How much of the index is made, below 1 only after the first start with a history: older messages follow. */
  progress: z.number(),
});
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;

export const findAnswerSchema = z.strictObject({
  /** Messages of the active branch that hold the text, in their order, and how often each does. */
  messages: z
    .array(z.strictObject({ messageId: messageIdSchema, count: z.number().int().positive() }))
    .readonly(),
  total: z.number().int(),
});
export type FindAnswer = z.infer<typeof findAnswerSchema>;
