import { z } from 'zod';
import { exportOptionsSchema, exportScopeSchema, type ExportProgress } from '#shared/domain/export';
import type { AppErrorData } from '#shared/errors/app-error';
import type { ExportOutcome, PrintPage } from '#main/ports/export-output';

const target = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), path: z.string() }),
  z.object({ kind: z.literal('zip'), path: z.string(), isConfirmed: z.boolean() }),
  z.object({ kind: z.literal('folder'), path: z.string(), isKept: z.boolean() }),
]);

/** What the thread of an export begins with. */
export const exportWorkSchema = z.object({
  /** The data folder. */
  folder: z.string(),
  job: z.union([
    z.object({ conversations: z.literal('everything'), target }),
    z.object({ conversations: exportScopeSchema, options: exportOptionsSchema, target }),
  ]),
});
export type ExportWork = z.infer<typeof exportWorkSchema>;

export type FromExport =
  | { readonly kind: 'progress'; readonly progress: ExportProgress }
  | { readonly kind: 'file'; readonly file: { readonly name: string; readonly bytes: number } }
  /** Only the main process has pages. */
  | { readonly kind: 'print'; readonly page: Parameters<PrintPage>[0] }
  | { readonly kind: 'done'; readonly outcome: ExportOutcome }
  | { readonly kind: 'failed'; readonly error: AppErrorData | null; readonly reason: string };

export type ToExport =
  | { readonly kind: 'cancel' }
  | { readonly kind: 'printed'; readonly error: AppErrorData | null };
