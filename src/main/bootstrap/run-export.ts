import { app } from 'electron';
import { resolve } from 'node:path';
import { exportFromTerminal } from '#main/features/export/export-from-terminal';
import { createJsonExportPrinter, createTextExportPrinter } from '#main/features/export/export-printer';
import type { Store } from '#main/persistence/store';
import { createPagePrinter } from '#main/platform/print-page';
import { runExportHere } from './compose-export';
import type { ExportInvocation } from './invocation-export';
import { openForTerminal } from './open-for-terminal';
import { runInTerminal } from './run-in-terminal';
import type { Start } from './start';

/** Exports into a folder or a zip, prints what was written, and ends the process. */
export function runExport(start: Start, { isJson, place, ...asked }: ExportInvocation): Promise<void> {
  return runInTerminal(start, async (terminal) => {
    const printer = isJson ? createJsonExportPrinter(terminal) : createTextExportPrinter(terminal);
    const storage = await openForTerminal(start, terminal);
    if (!storage.ok) {
      printer.end({ error: storage.error });
      return 1;
    }
    return start.phases.run('export', (atEnd) => {
      const stop = new AbortController();
      const ports = { ...portsOf(storage.value.store), printer, signal: stop.signal };
      const running = exportFromTerminal(ports, { ...asked, place: resolve(place) });
      // Whoever interrupts it finds nothing half written.
      atEnd(async () => {
        stop.abort();
        await running.catch(() => undefined);
      });
      return running;
    });
  });
}

function portsOf(store: Store) {
  // The page that prints is the only window there is: the process does not end with it.
  app.on('window-all-closed', () => undefined);
  return { run: runExportHere(store, createPagePrinter()), audit: store.audit };
}
