import { z } from 'zod';
import { appErrorSchema } from '../errors/app-error';
import { conversationIdSchema, messageIdSchema } from './ids';
import { modelRefSchema } from './model';
import { partSchema } from './part';
import { tokenUsageSchema } from './usage';

export const messageRoles = ['user', 'assistant', 'system'] as const;
export const messageStatuses = [
  'streaming',
  'complete',
  'stopped',
  'failed',
  'interrupted',
  'truncated',
] as const;
export type MessageStatus = (typeof messageStatuses)[number];

/** Whether a message is sent to the model: `always`, also when the window is full; `never`; null as it fits. */
export const inclusionSchema = z.enum(['always', 'never']).nullable();
export type Inclusion = z.infer<typeof inclusionSchema>;

/** What is known of the attempt that answered: all null-able facts are `null` when unknown. */
export const messageMetaSchema = z.strictObject({
  /** The model as the provider named it in its answer, else the one asked for. */
  model: modelRefSchema,
  modelName: z.string(),
  usage: tokenUsageSchema,
  /** From the request to the first text or thinking, in ms. */
  firstTokenMs: z.number().nullable(),
  /** From the request to the end, in ms. */
  totalMs: z.number().nullable(),
  /** US dollars. */
  cost: z.number().nullable(),
  attempts: z.number().int(),
});
export type MessageMeta = z.infer<typeof messageMetaSchema>;

/** One message of the active branch with its place among its siblings. */
export const messageViewSchema = z.strictObject({
  id: messageIdSchema,
  conversationId: conversationIdSchema,
  parentId: messageIdSchema.nullable(),
  role: z.enum(messageRoles),
  status: z.enum(messageStatuses),
  /** Distance from the root: the first message of a branch has depth 0. */
  depth: z.number().int().nonnegative(),
  createdAt: z.number(),
  parts: z.array(partSchema).readonly(),
  /** Set on a message that failed, was cut off or was filtered. */
  error: appErrorSchema.nullable(),
  meta: messageMetaSchema.nullable(),
  /** 0-based place of this message among the versions with the same parent, and all of them in order. */
  siblingIndex: z.number().int().nonnegative(),
  siblingIds: z.array(messageIdSchema).readonly(),
  /** Messages on the branches of its other versions, those versions included. */
  messagesElsewhere: z.number().int().nonnegative(),
  isStarred: z.boolean(),
  inclusion: inclusionSchema,
  /** What is above it is not sent any more. */
  startsContext: z.boolean(),
});
export type MessageView = z.infer<typeof messageViewSchema>;
