import { z } from 'zod';

const uuid = z.uuid({ version: 'v7' });

/** Ids are uuid v7 made by whoever creates the thing, so that a client can name it before it is stored. */
export const conversationIdSchema = uuid.brand<'ConversationId'>();
export const messageIdSchema = uuid.brand<'MessageId'>();
export const personaIdSchema = uuid.brand<'PersonaId'>();
export const attemptIdSchema = uuid.brand<'AttemptId'>();
export const streamIdSchema = uuid.brand<'StreamId'>();
export const folderIdSchema = uuid.brand<'FolderId'>();

export type ConversationId = z.infer<typeof conversationIdSchema>;
export type MessageId = z.infer<typeof messageIdSchema>;
export type PersonaId = z.infer<typeof personaIdSchema>;
export type AttemptId = z.infer<typeof attemptIdSchema>;
export type StreamId = z.infer<typeof streamIdSchema>;
export type FolderId = z.infer<typeof folderIdSchema>;

/** A provider is named by a slug: `openai`, `anthropic`, `google`, `guide`, or what its name becomes (`my-server`). */
export const providerIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/)
  .brand<'ProviderId'>();
export type ProviderId = z.infer<typeof providerIdSchema>;

/** A key of a provider: the provider's own id for the first that it was given, a uuid for others. */
export const keyIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/)
  .brand<'KeyId'>();
export type KeyId = z.infer<typeof keyIdSchema>;
