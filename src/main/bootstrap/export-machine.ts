import { canLoadSqliteInWorker } from '#main/persistence/workers/can-load-sqlite';
import { createExportFiles } from '#main/platform/export-files';
import { createPagePrinter } from '#main/platform/print-page';
import type { Logger } from '#main/ports/logger';
import { builtWorker } from './built-worker';
import type { ExportMachine } from './compose-export';
import { runExportInWorker } from './run-export-worker';

/** Dialogs, a printer and, for a data folder that others may read, a thread of its own for each export. */
export function exportMachine(folder: string | null, logger: Logger): ExportMachine {
  const files = createExportFiles();
  const print = createPagePrinter();
  if (folder === null || !canLoadSqliteInWorker) return { files, print };
  const workerPath = builtWorker('export-worker.js');
  return { files, print, run: runExportInWorker({ workerPath, folder, print, logger }) };
}
