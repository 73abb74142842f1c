import { z } from 'zod';
import { appErrorSchema } from '../errors/app-error';
import { attemptIdSchema, conversationIdSchema, messageIdSchema, personaIdSchema } from '../domain/ids';
import { inclusionSchema, messageRoles } from '../domain/message';
import { modelRefSchema } from '../domain/model';
import { tokenUsageSchema } from '../domain/usage';
import { route } from './route';

/** Why a message of the branch is sent with the next one, or not. */
export const contextPlaces = ['sent', 'no-room', 'left-out', 'above-start'] as const;

const contextMessageSchema = z.strictObject({
  /** Null for what is in the message box. */
  messageId: messageIdSchema.nullable(),
  role: z.enum(messageRoles),
  /** First words, at most 120 characters. */
  excerpt: z.string(),
  /** Estimated; null for what is not sent. */
  tokens: z.number().int().nullable(),
  files: z
    .array(z.strictObject({ name: z.string(), kind: z.enum(['image', 'file']), tokens: z.number().int() }))
    .readonly(),
  place: z.enum(contextPlaces),
  inclusion: inclusionSchema,
});

export const attemptViewSchema = z.strictObject({
  id: attemptIdSchema,
  model: modelRefSchema,
  modelName: z.string(),
  startedAt: z.number(),
  /** Null while it runs. */
  outcome: z.string().nullable(),
  error: appErrorSchema.nullable(),
  usage: tokenUsageSchema,
  /** US dollars. */
  cost: z.number().nullable(),
  firstTokenMs: z.number().nullable(),
  totalMs: z.number().nullable(),
  /** What was sent is kept. */
  hasExchange: z.boolean(),
  /** When the answer that was used again was given, in epoch ms; null where the model was asked. */
  cachedAt: z.number().nullable(),
});
export type AttemptView = z.infer<typeof attemptViewSchema>;

/** What will be sent, and what was. */
export const inspectRoutes = {
  /** Everything that the next message would take along, with the draft as it is stored. Tokens are estimates. */
  'context.preview': route(
    z.strictObject({
      conversationId: conversationIdSchema,
      model: modelRefSchema.nullable(),
      personaId: personaIdSchema.nullable(),
    }),
    z.strictObject({
      model: modelRefSchema,
      window: z.number().int().nullable(),
      instructions: z.strictObject({ text: z.string(), tokens: z.number().int() }).nullable(),
      /** Newest last, at most 500; how many older ones there are is said beside. */
      messages: z.array(contextMessageSchema).readonly(),
      olderMessages: z.number().int(),
      /** Of everything that is sent. */
      tokens: z.number().int(),
      /** Whole nano-dollars that sending it costs, without the answer; null when the price is unknown. */
      nanos: z.number().int().nullable(),
    }),
  ),
  /** The requests behind a reply, oldest first. */
  'attempt.list': route(
    z.strictObject({ conversationId: conversationIdSchema, messageId: messageIdSchema }),
    z.array(attemptViewSchema).readonly(),
  ),
  /** What one request sent and what came back, without the key; at most 1,000,000 characters of each. */
  'attempt.exchange': route(
    z.strictObject({ attemptId: attemptIdSchema }),
    z
      .strictObject({
        method: z.string(),
        url: z.string(),
        requestHeaders: z.record(z.string(), z.string()),
        requestBody: z.string(),
        status: z.number().int().nullable(),
        responseHeaders: z.record(z.string(), z.string()),
        responseBody: z.string(),
        /** Something of it is not shown or was not kept. */
        isCut: z.boolean(),
      })
      .nullable(),
  ),
};
