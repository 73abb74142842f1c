import { z } from 'zod';
import { conversationIdSchema, messageIdSchema, streamIdSchema } from './ids';
import { messageViewSchema } from './message';
import { partSchema } from './part';

/** One change to the live message: append to a part (created when `index` is new), or close it. */
export const streamOpSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('append'),
    /** Index into the message's visible parts. */
    index: z.number().int().nonnegative(),
    kind: z.enum(['text', 'thinking']),
    text: z.string(),
  }),
  /** Replaces or adds a whole part: a finished thought with its duration, an image, a notice. */
  z.strictObject({
    type: z.literal('put'),
    index: z.number().int().nonnegative(),
    part: partSchema,
  }),
]);
export type StreamOp = z.infer<typeof streamOpSchema>;

/** A numbered, coalesced batch of a live turn for a window that watches its conversation. */
export const streamBatchSchema = z.strictObject({
  conversationId: conversationIdSchema,
  streamId: streamIdSchema,
  messageId: messageIdSchema,
  /** 1, 2, 3 … within a stream. A duplicate is ignored; a gap means: attach again. */
  seq: z.number().int().positive(),
  ops: z.array(streamOpSchema).readonly(),
  /** A visible wait before the first token, e.g. "Retrying in 4 s (rate limited)". */
  waiting: z.string().nullable(),
  /** The message as it was stored, with the last batch; sent after the row was settled. */
  settled: messageViewSchema.nullable(),
});
export type StreamBatch = z.infer<typeof streamBatchSchema>;

/** What a window gets when it attaches to a live turn: all so far, and the last `seq` that is in it. */
export const liveTurnSchema = z.strictObject({
  conversationId: conversationIdSchema,
  streamId: streamIdSchema,
  messageId: messageIdSchema,
  seq: z.number().int().nonnegative(),
  parts: z.array(partSchema).readonly(),
  waiting: z.string().nullable(),
});
export type LiveTurn = z.infer<typeof liveTurnSchema>;

export { applyStreamOp } from './apply-stream-op';
