import { z } from 'zod';
import { exportFormats } from './export-formats';

/** What of a conversation goes into a file, and in which form. */
export const exportOptionsSchema = z.strictObject({
  format: z.enum(exportFormats),
  /** The branch that is shown, or every branch one after the other. */
  branches: z.enum(['active', 'all']),
  hasThinking: z.boolean(),
});
export type ExportOptions = z.infer<typeof exportOptionsSchema>;
