import { resolve } from 'node:path';
import { v7 } from 'uuid';
import {
  createJsonImportPrinter,
  createTextImportPrinter,
  type ImportOutcomeOfAll,
} from '#main/features/import/import-printer';
import type { StoreOpening } from '#main/persistence/open-store';
import { storageError } from '#main/persistence/storage-error';
import type { RunningImport } from '#main/ports/import-runner';
import type { ImportedItem, ImportNews } from '#shared/domain/import';
import { createAskEvents } from '#main/features/ask/ask-events';
import { builtWorker } from './built-worker';
import { noteImport, runnerOf } from './compose-import';
import { systemClock } from './compose-engine';
import { clearImportStaging } from './import-runner';
import type { ImportInvocation } from './invocation-import';
import { openForTerminal } from './open-for-terminal';
import { runInTerminal } from './run-in-terminal';
import type { Start } from './start';

/** Brings an export in or says what is in it, prints what became of every record, and ends the process. */
export function runImport(start: Start, asked: ImportInvocation): Promise<void> {
  return runInTerminal(start, async (terminal) => {
    const print = asked.isJson ? createJsonImportPrinter(terminal) : createTextImportPrinter(terminal);
    const storage = await openForTerminal(start, terminal, { searchesHere: true });
    const nothing = { isDryRun: asked.isDryRun, summary: null, items: [] };
    const outcome: ImportOutcomeOfAll = storage.ok
      ? await start.phases.run('import', (atEnd) => bringIn(start, storage.value, asked, atEnd))
      : { ...nothing, error: storage.error };
    print(outcome);
    return outcome.error === null ? 0 : 1;
  });
}

async function bringIn(
  { folders, logger }: Start,
  { store, mode }: StoreOpening,
  { path, isDryRun }: ImportInvocation,
  atEnd: (end: () => Promise<void>) => void,
): Promise<ImportOutcomeOfAll> {
  if (mode !== 'normal') {
    return { isDryRun, summary: null, items: [], error: storageError('storage.read-only') };
  }
  clearImportStaging(folders.data, logger);
  const runner = runnerOf({
    folder: folders.data,
    store,
    events: createAskEvents(),
    logger,
    clock: systemClock,
    importWorker: builtWorker('import-worker.js'),
    documentWorker: builtWorker('document-worker.js'),
  });
  const options = isDryRun ? null : { intoFolder: true, onlyNew: false };
  const importId = v7();
  let running: RunningImport | null = null;
  const ended = new Promise<Extract<ImportNews, { kind: 'end' }>>((settle) => {
    running = runner.run({ importId, path: resolve(path), options, total: null }, (news) => {
      if (news.kind === 'end') settle(news);
    });
  });
  // Whoever interrupts it finds whole conversations.
  atEnd(async () => {
    running?.cancel();
    await ended;
  });
  const { summary, error, wasCancelled } = await ended;
  const items: ImportedItem[] = [];
  if (summary !== null) for await (const item of runner.items(importId)) items.push(item);
  await runner.forget(importId);
  if (!isDryRun) {
    noteImport(store.audit, { result: summary, phase: wasCancelled ? 'cancelled' : 'done' }, 'terminal');
  }
  return { isDryRun, summary, items, error };
}
