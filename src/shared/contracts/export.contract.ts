import { z } from 'zod';
import { exportOptionsSchema, exportScopeSchema, previewOptionsSchema } from '../domain/export';
import { conversationIdSchema } from '../domain/ids';
import { nothing, route } from './route';

/** Made by the window, so that it knows the export's progress events and can end it. */
const runId = z.uuid();
/** One zip file in place of a folder. */
const isZip = z.boolean().default(false);
const saved = z
  .strictObject({
    exportId: z.string(),
    /** Of the file or the folder. */
    fileName: z.string(),
    conversations: z.number().int(),
    bytes: z.number().int(),
  })
  .nullable();

export const exportRoutes = {
  /** The beginning of exactly what `export.save` would write, as source text, and its size in bytes. */
  'export.preview': route(
    z.strictObject({ conversationId: conversationIdSchema, options: previewOptionsSchema }),
    z.strictObject({
      text: z.string().max(200_000),
      /** There is more than `text` holds. */
      isCut: z.boolean(),
      bytes: z.number().int(),
      fileName: z.string(),
    }),
  ),
  /**
   * Asks the person for a place and writes there: all of it, or nothing. Null: they chose none. `export.progress` tells how
   * far it is. Fails with `export.not-written`, `cancelled`, `conversation.not-found`.
   */
  'export.save': route(
    z.strictObject({ runId, conversationId: conversationIdSchema, options: exportOptionsSchema, isZip }),
    saved,
  ),
  /** The same for several conversations: a folder, or one file of the formats that hold any number. */
  'export.saveMany': route(
    z.strictObject({ runId, conversations: exportScopeSchema, options: exportOptionsSchema, isZip }),
    saved,
  ),
  /** The same for all that is held about the person: one ZIP file that is read without Parley. */
  'export.saveEverything': route(z.strictObject({ runId }), saved),
  /** Ends an export that runs; nothing of it stays. */
  'export.cancel': route(z.strictObject({ runId }), nothing),
  /** The same for a piece of a reply. `language` is what the reply calls it; it decides on the file's ending. */
  'export.savePiece': route(
    z.strictObject({
      conversationId: conversationIdSchema,
      text: z.string().max(5_000_000),
      language: z.string().max(100),
    }),
    saved,
  ),
  /** Prints the branch that is shown, by the system's own dialog. False: it was not printed. */
  'export.print': route(z.strictObject({ conversationId: conversationIdSchema }), z.boolean()),
  /** Shows a file that was saved in the system's file manager. */
  'export.reveal': route(z.strictObject({ exportId: z.string().max(100) }), nothing),
};
