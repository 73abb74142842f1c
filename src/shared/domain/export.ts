import { z } from 'zod';
import { exportFormats, previewFormats } from './export-formats';
import { conversationIdSchema } from './ids';

/** What of a conversation goes into a file, and in which form. JSON holds everything, whatever is chosen. */
export const exportOptionsSchema = z.strictObject({
  format: z.enum(exportFormats),
  /** The branch that is shown, or every branch one after the other. */
  branches: z.enum(['active', 'all']),
  hasThinking: z.boolean(),
});
export type ExportOptions = z.infer<typeof exportOptionsSchema>;

export const previewOptionsSchema = exportOptionsSchema.extend({ format: z.enum(previewFormats) });
export type PreviewOptions = z.infer<typeof previewOptionsSchema>;

/** Which conversations: some, or `all` of them, archived ones included. Those in the trash go along only into JSON. */
export const exportScopeSchema = z.union([
  z.literal('all'),
  z.array(conversationIdSchema).min(1).max(100_000).readonly(),
]);
export type ExportScope = z.infer<typeof exportScopeSchema>;

/** What of an archive of everything is just written. */
export type ExportStep = 'files' | 'conversations' | 'pages' | 'records';

/** How far an export has come; of an archive of everything, within its `step`. */
export interface ExportProgress {
  readonly step?: ExportStep;
  readonly conversations: number;
  readonly of: number;
  readonly messages: number;
}
