import { z } from 'zod';
import { appErrorSchema } from '../errors/app-error';

/** A piece of a message, as a window sees it. Opaque provider state stays in the main process. */
export const partSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({
    type: z.literal('thinking'),
    text: z.string(),
    /** How long the model thought, in ms; null while it thinks or when unknown. */
    durationMs: z.number().nonnegative().nullable(),
  }),
  z.strictObject({ type: z.literal('image'), sha256: z.string(), mediaType: z.string() }),
  z.strictObject({ type: z.literal('notice'), code: z.string(), text: z.string() }),
  z.strictObject({ type: z.literal('error'), error: appErrorSchema }),
  /** A stored part that could not be read; its bytes are kept in the database. */
  z.strictObject({ type: z.literal('unreadable') }),
]);
export type Part = z.infer<typeof partSchema>;

/** The text of a message: its text parts in order, joined without a separator. */
export const textOf = (parts: readonly Part[]): string =>
  parts.reduce((text, part) => (part.type === 'text' ? text + part.text : text), '');
