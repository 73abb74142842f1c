import { join } from 'node:path';
import { v7 } from 'uuid';
import { createImportRunner } from '#main/bootstrap/import-runner';
import { openStore } from '#main/persistence/open-store';
import type { ImportNews } from '#shared/domain/import';
import { silentLogger } from '../harness/database';

/** Brings one export in and says what came of it; whoever started it may kill it at any time. */
const [folder = '', path = '', migrationsFolder = '', importWorker = ''] = process.argv.slice(2);
const clock = { now: () => Date.now(), monotonic: () => performance.now() };
const opening = openStore({
  folder,
  clock,
  logger: silentLogger,
  resources: { migrationsFolder, snapshotWorker: null },
});
if (!opening.ok) throw new Error(opening.error.message);
const { store } = opening.value;
const runner = createImportRunner({
  folder,
  turns: store.writeTurns,
  workerPath: importWorker,
  documentWorker: null,
  clock,
  logger: silentLogger,
});
const startedAt = performance.now();
let peak = 0;
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
const job = { importId: v7(), path: join(path), options: { intoFolder: true, onlyNew: false }, total: null };
process.stdout.write('begun\n');
runner.run(job, (news: ImportNews) => {
  if (news.kind !== 'end') return;
  clearInterval(watch);
  const seconds = (performance.now() - startedAt) / 1000;
  store.close();
  process.stdout.write(`${JSON.stringify({ ...news, seconds, peak })}\n`, () => process.exit(0));
});
