import { z } from 'zod';
import { appErrorSchema } from '../errors/app-error';
import { thinkingEffortSchema } from './conversation';
import {
  attemptIdSchema,
  conversationIdSchema,
  folderIdSchema,
  messageIdSchema,
  personaIdSchema,
} from './ids';
import { inclusionSchema, messageRoles, messageStatuses } from './message';
import { modelRefSchema } from './model';
import { partSchema } from './part';
import { tokenUsageSchema } from './usage';

/** A whole conversation as it travels: what imports make, what exports write, and what a restore merges. */

const time = z.number();

/** Programs whose conversations can come in. */
export const originApps = [
  'chatgpt',
  'claude',
  'gemini',
  'ai-studio',
  'librechat',
  'open-webui',
  'chatbox',
  'cherry-studio',
  'parley',
] as const;
export type OriginApp = (typeof originApps)[number];

/** Where a conversation came from. */
export const originSchema = z.strictObject({
  app: z.enum(originApps),
  /** The conversation's id there, or what stands for one. */
  sourceId: z.string().max(500),
  importedAt: time,
});
export type Origin = z.infer<typeof originSchema>;

export const archivedPartSchema = z.strictObject({
  /** `opaque` holds only state. */
  part: z.union([partSchema, z.strictObject({ type: z.literal('opaque') })]),
  /** The provider's opaque bytes as UTF-8 text; replayed only to a provider of the same kind. */
  state: z.strictObject({ kind: z.string(), data: z.string() }).nullable(),
});
export type ArchivedPart = z.infer<typeof archivedPartSchema>;

/** One request to one model. */
export const archivedAttemptSchema = z.strictObject({
  id: attemptIdSchema,
  model: modelRefSchema,
  modelName: z.string(),
  /** The model as the provider named it. */
  answeredBy: z.string().nullable(),
  outcome: z.string().nullable(),
  error: appErrorSchema.nullable(),
  requestId: z.string().nullable(),
  usage: tokenUsageSchema,
  /** US dollars. */
  cost: z.number().nullable(),
  startedAt: time,
  firstTokenMs: z.number().nullable(),
  totalMs: z.number().nullable(),
  cachedAt: time.nullable(),
});
export type ArchivedAttempt = z.infer<typeof archivedAttemptSchema>;

export const archivedMessageSchema = z.strictObject({
  id: messageIdSchema,
  /** Of the same conversation, and before this one in the list; null at a root. */
  parentId: messageIdSchema.nullable(),
  role: z.enum(messageRoles),
  /** Never `streaming`. */
  status: z.enum(messageStatuses).exclude(['streaming']),
  createdAt: time,
  error: appErrorSchema.nullable(),
  starredAt: time.nullable(),
  inclusion: inclusionSchema,
  startsContext: z.boolean(),
  /** Since when it is in the trash. */
  deletedAt: time.nullable(),
  copiedFrom: messageIdSchema.nullable(),
  parts: z.array(archivedPartSchema).readonly(),
  /** Of the message that it was copied from (`copiedFrom`), when there is one: nothing was asked for a copy. */
  attempts: z.array(archivedAttemptSchema).readonly(),
});
export type ArchivedMessage = z.infer<typeof archivedMessageSchema>;

/** What is known of a stored file that parts refer to; its bytes travel beside it. */
export const archivedFileSchema = z.strictObject({
  /** Of its bytes. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  mediaType: z.string(),
  bytes: z.number().int().nonnegative(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  /** What was read out of a document; null for an image. */
  text: z.string().nullable(),
});
export type ArchivedFile = z.infer<typeof archivedFileSchema>;

export const archivedConversationSchema = z.strictObject({
  id: conversationIdSchema,
  title: z.string(),
  titleSource: z.enum(['default', 'auto', 'manual']),
  createdAt: time,
  updatedAt: time,
  /** The last message of the branch that is shown; null in an empty conversation. */
  headId: messageIdSchema.nullable(),
  folder: z.strictObject({ id: folderIdSchema, name: z.string() }).nullable(),
  /** In the order of their code points. */
  tags: z.array(z.string()).readonly(),
  pinnedAt: time.nullable(),
  archivedAt: time.nullable(),
  /** Since when it is in the trash. */
  deletedAt: time.nullable(),
  persona: z.strictObject({ id: personaIdSchema, name: z.string() }).nullable(),
  model: modelRefSchema.nullable(),
  thinkingEffort: thinkingEffortSchema.nullable(),
  reusesAnswers: z.boolean().nullable(),
  origin: originSchema.nullable(),
  /** In the order in which they were made: a parent stands before its children. */
  messages: z.array(archivedMessageSchema).readonly(),
  /** Every file that a part refers to, in the order of their hashes. */
  files: z.array(archivedFileSchema).readonly(),
});
export type ArchivedConversation = z.infer<typeof archivedConversationSchema>;
