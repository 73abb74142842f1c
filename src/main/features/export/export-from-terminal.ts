import { conversationIdSchema } from '#shared/domain/ids';
import type { ExportOptions, ExportScope } from '#shared/domain/export';
import { AppError, appError } from '#shared/errors/app-error';
import type { AuditLog } from '#main/ports/audit-log';
import type { ExportTarget, RunExport } from '#main/ports/export-output';
import type { ExportPrinter } from './export-printer';

interface TerminalExportPorts {
  readonly run: RunExport;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly printer: ExportPrinter;
  readonly signal: AbortSignal;
}

interface TerminalExport {
  /** Absolute; made when it is not there. A name that ends in `.zip` is one file. */
  readonly place: string;
  readonly options: ExportOptions;
  /** None: all of them. */
  readonly conversationIds: readonly string[];
}

/** Exports into a folder or a zip and prints a line a file. What is there and is not of an earlier export stays, and is refused. The exit code. */
export async function exportFromTerminal(
  { run, audit, printer, signal }: TerminalExportPorts,
  { place, options, conversationIds }: TerminalExport,
): Promise<0 | 1> {
  try {
    const conversations = scopeOf(conversationIds);
    const files: { readonly name: string; readonly bytes: number }[] = [];
    const outcome = await run(
      { conversations, options, target: targetOf(place) },
      { signal, onProgress: () => undefined, onFile: (file) => void files.push(file) },
    );
    // Only now are they in their places.
    for (const file of files) printer.file(file);
    const { conversations: count, messages, files: written } = outcome;
    const amounts = { conversations: count, messages, files: written };
    const facts = {
      format: options.format,
      scope: 'conversations',
      trigger: 'terminal',
      ...amounts,
    } as const;
    audit.record({ kind: 'export.written', facts });
    printer.end({ outcome });
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    printer.end({ error: error.data });
    return 1;
  }
}

const targetOf = (path: string): ExportTarget =>
  /\.zip$/iu.test(path) ? { kind: 'zip', path, isConfirmed: false } : { kind: 'folder', path, isKept: true };

function scopeOf(ids: readonly string[]): ExportScope {
  if (ids.length === 0) return 'all';
  return ids.map((id) => {
    const parsed = conversationIdSchema.safeParse(id);
    if (parsed.success) return parsed.data;
    throw new AppError(appError('conversation.not-found', `There is no conversation with the id ${id}.`));
  });
}
