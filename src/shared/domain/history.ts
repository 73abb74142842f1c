import { z } from 'zod';
import { conversationIdSchema, messageIdSchema, personaIdSchema } from './ids';
import { messageRoles } from './message';

/** How much there is in a conversation: up to 4 messages, up to 30, more. */
export const historyLengths = ['short', 'medium', 'long'] as const;
export type HistoryLength = (typeof historyLengths)[number];

export const historyGroupings = ['day', 'model', 'persona', 'length'] as const;
export type HistoryGrouping = (typeof historyGroupings)[number];

/** A local day, `2026-11-21`. */
export const historyDaySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Null takes all. */
export const historyFilterSchema = z.strictObject({
  /** `provider/model`. */
  model: z.string().max(400).nullable(),
  personaId: personaIdSchema.nullable(),
  length: z.enum(historyLengths).nullable(),
});
export type HistoryFilter = z.infer<typeof historyFilterSchema>;

/** What of one conversation was written on one day. */
export const historyEntrySchema = z.strictObject({
  conversationId: conversationIdSchema,
  /** The first message of that day. */
  messageId: messageIdSchema,
  title: z.string(),
  day: historyDaySchema,
  startedAt: z.number(),
  messages: z.number().int(),
  /** Names, the one that answered most often first. */
  models: z.array(z.string()).readonly(),
  persona: z.string().nullable(),
  excerpt: z.string(),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

/** A part of the timeline: a day, a model, a persona or a length; entries stand below each other in their order. */
export const historySectionSchema = z.strictObject({
  key: z.string(),
  name: z.string(),
  count: z.number().int(),
});
export type HistorySection = z.infer<typeof historySectionSchema>;

export const historyDaySumSchema = z.strictObject({
  day: historyDaySchema,
  conversations: z.number().int(),
  questions: z.number().int(),
  replies: z.number().int(),
  questionWords: z.number().int(),
  replyWords: z.number().int(),
  /** What was asked that day cost so much, in nano-dollars; also for what was deleted since. */
  nanos: z.number(),
  /** Replies by model: its place in `models`, and how many. */
  models: z.array(z.tuple([z.number().int(), z.number().int()])).readonly(),
});
export type HistoryDaySum = z.infer<typeof historyDaySumSchema>;

const named = z.strictObject({ key: z.string(), name: z.string(), count: z.number().int() });

export const historySummarySchema = z.strictObject({
  /** How much of the history has been read; 1 when all. The newest comes first. */
  progress: z.number().min(0).max(1),
  /** Oldest first; days on which nothing was written are left out. */
  days: z.array(historyDaySumSchema).readonly(),
  /** Most replies first. */
  models: z.array(named).readonly(),
  /** Most conversations first. */
  personas: z.array(named).readonly(),
  conversations: z.number().int(),
  starred: z.number().int(),
});
export type HistorySummary = z.infer<typeof historySummarySchema>;

/** The same day of an earlier month or year. */
export const historyPastDaySchema = z.strictObject({
  day: historyDaySchema,
  months: z.number().int(),
  count: z.number().int(),
  entries: z.array(historyEntrySchema).readonly(),
});
export type HistoryPastDay = z.infer<typeof historyPastDaySchema>;

export const historyStarSchema = z.strictObject({
  conversationId: conversationIdSchema,
  messageId: messageIdSchema,
  title: z.string(),
  role: z.enum(messageRoles),
  createdAt: z.number(),
  starredAt: z.number(),
  excerpt: z.string(),
});
export type HistoryStar = z.infer<typeof historyStarSchema>;
