import { z } from 'zod';
import { exportOptionsSchema } from '../domain/export';
import { conversationIdSchema } from '../domain/ids';
import { nothing, route } from './route';

const request = z.strictObject({ conversationId: conversationIdSchema, options: exportOptionsSchema });
const saved = z
  .strictObject({ exportId: z.string(), fileName: z.string(), bytes: z.number().int() })
  .nullable();

export const exportRoutes = {
  /** The beginning of exactly what `export.save` would write, as source text, and its size in bytes. */
  'export.preview': route(
    request,
    z.strictObject({
      text: z.string().max(200_000),
      /** There is more than `text` holds. */
      isCut: z.boolean(),
      bytes: z.number().int(),
      fileName: z.string(),
    }),
  ),
  /** Asks the person for a place and writes the file there. Null: they chose none. Fails with `export.not-written`. */
  'export.save': route(request, saved),
  /** The same for a piece of a reply. `language` is what the reply calls it; it decides on the file's ending. */
  'export.savePiece': route(
    z.strictObject({
      conversationId: conversationIdSchema,
      text: z.string().max(5_000_000),
      language: z.string().max(100),
    }),
    saved,
  ),
  /** Shows a file that was saved in the system's file manager. */
  'export.reveal': route(z.strictObject({ exportId: z.string().max(100) }), nothing),
};
