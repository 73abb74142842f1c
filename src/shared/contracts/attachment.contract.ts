import { z } from 'zod';
import { attachmentSchema, fileHashSchema } from '../domain/attachment';
import { mostPreviewCharacters } from '../domain/attachment-limits';
import { draftKeySchema } from '../domain/draft-key';
import { nothing, route } from './route';

const byKey = z.strictObject({
  /** Of the message box, as a draft's. */
  key: draftKeySchema,
});
const bySha256 = z.strictObject({ sha256: fileHashSchema });

export const attachmentRoutes = {
  /**
   * Stores a file and puts it at the end of a message box. What it is, its bytes tell, never its name. Fails with
   * `attachment.*` and a sentence that says what to do. The same file twice is there once.
   */
  'attachment.add': route(
    byKey.extend({ name: z.string().max(1_000), bytes: z.instanceof(Uint8Array) }),
    attachmentSchema,
  ),
  'attachment.list': route(byKey, z.array(attachmentSchema).readonly()),
  /** Puts an image that is stored already at the end of a message box. Fails with `attachment.not-found`. */
  'attachment.reuse': route(
    byKey.extend(bySha256.shape).extend({ name: z.string().max(1_000) }),
    attachmentSchema,
  ),
  'attachment.remove': route(byKey.extend(bySha256.shape), nothing),
  /** The text of a file as it is sent, from its beginning. Fails with `attachment.not-found`, also for an image. */
  'attachment.preview': route(
    bySha256,
    z.strictObject({
      text: z.string().max(mostPreviewCharacters),
      /** Of all that is sent, in UTF-16 units. */
      characters: z.number().int(),
      /** The file holds more text than is sent. */
      isCut: z.boolean(),
    }),
  ),
  /** Asks for a place and writes the file there as it is stored. False: they chose none. */
  'attachment.save': route(bySha256.extend({ name: z.string().max(1_000) }), z.boolean()),
  /** Only ever called on a person's own click or key. */
  'attachment.copyImage': route(bySha256, nothing),
};
