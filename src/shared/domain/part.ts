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
  z.strictObject({
    type: z.literal('image'),
    /** Of its bytes; windows show it from `app://parley/media/<sha256>`. */
    sha256: z.string(),
    mediaType: z.string(),
    /** In pixels; null when unknown. */
    width: z.number().int().nullable().default(null),
    height: z.number().int().nullable().default(null),
    /** As the file was called; null for what a model made. */
    name: z.string().nullable().default(null),
  }),
  /** A document that goes along as text. */
  z.strictObject({
    type: z.literal('file'),
    /** Of its bytes as they were chosen. */
    sha256: z.string(),
    mediaType: z.string(),
    name: z.string(),
    bytes: z.number().int().nonnegative(),
    /** Of the text that was read out of it, and is sent. */
    textSha256: z.string(),
    /** UTF-16 units of that text. */
    characters: z.number().int().nonnegative(),
    /** The file holds more text than that. */
    isCut: z.boolean(),
  }),
  z.strictObject({ type: z.literal('notice'), code: z.string(), text: z.string() }),
  z.strictObject({ type: z.literal('error'), error: appErrorSchema }),
  /** A stored part that could not be read; its bytes are kept in the database. */
  z.strictObject({ type: z.literal('unreadable') }),
]);
export type Part = z.infer<typeof partSchema>;

/** The text of a message: its text parts in order, joined without a separator. */
export const textOf = (parts: readonly Part[]): string =>
  parts.reduce((text, part) => (part.type === 'text' ? text + part.text : text), '');
