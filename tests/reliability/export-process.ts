import { performance } from 'node:perf_hooks';
import { runExportInWorker } from '#main/bootstrap/run-export-worker';
import type { ExportTarget } from '#main/ports/export-output';
import { exportFormats } from '#shared/domain/export-formats';
import { silentLogger } from '../harness/database';

/** Exports everything in one format, or all data of the person, in a thread as the app does, and says what it took. */
const [folder = '', asked = '', kind = '', path = '', workerPath = ''] = process.argv.slice(2);
const format = exportFormats.find((name) => name === asked);
const isEverything = asked === 'all-my-data';
if (format === undefined && !isEverything) throw new Error(`There is no format ${asked}`);
const targets: Readonly<Record<string, ExportTarget>> = {
  file: { kind: 'file', path },
  folder: { kind: 'folder', path, isKept: false },
  zip: { kind: 'zip', path, isConfirmed: true },
};
const target = targets[kind];
if (target === undefined) throw new Error(`There is no target ${kind}`);
const print = () => Promise.reject(new Error('Nothing is printed here'));
const run = runExportInWorker({ workerPath, folder, print, logger: silentLogger });

let peak = 0;
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
const startedAt = performance.now();
const atStart = performance.eventLoopUtilization();
const outcome = await run(
  format === undefined
    ? { conversations: 'everything', target: { kind: 'zip', path, isConfirmed: true } }
    : { conversations: 'all', options: { format, branches: 'all', hasThinking: true }, target },
  { onProgress: () => undefined, onFile: () => undefined, signal: new AbortController().signal },
);
clearInterval(watch);
const { user, system } = process.cpuUsage();
const figures = {
  ...outcome,
  seconds: (performance.now() - startedAt) / 1000,
  cpuSeconds: (user + system) / 1e6,
  /** Of the thread that draws and answers. */
  mainBusyMs: performance.eventLoopUtilization(atStart).active,
  peak: Math.max(peak, process.memoryUsage.rss()),
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
