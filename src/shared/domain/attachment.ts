import { z } from 'zod';

/** SHA-256 (hex) of a stored file's bytes. */
export const fileHashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** A file in a message box, as it would be sent. */
export const attachmentSchema = z.strictObject({
  /** Of the bytes as they are stored. */
  sha256: fileHashSchema,
  name: z.string().min(1).max(255),
  mediaType: z.string(),
  bytes: z.number().int().nonnegative(),
  kind: z.enum(['image', 'file']),
  /** Of an image, in pixels. */
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  /** UTF-16 units of the text that was read out of a file. */
  characters: z.number().int().nullable(),
  /** The file holds more text than is sent. */
  isCut: z.boolean(),
  /** What it takes of a model's window; an estimate. */
  tokens: z.number().int().nonnegative(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** Names a stored file in a message that is sent. */
export const attachmentRefSchema = z.strictObject({
  sha256: fileHashSchema,
  name: z.string().min(1).max(255),
});
export type AttachmentRef = z.infer<typeof attachmentRefSchema>;
