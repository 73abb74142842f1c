import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bundleForNode } from '../../scripts/bundle-for-node.mjs';
import { migrationsFolder } from '../harness/database';
import { fuzzSurface } from './surface-run';
import { canTrace } from './trace-process';

/** Each is refused often, and never answered well. */
const unanswered = [
  // A file has to be there that a person chose in a dialog of the system.
  'backup.open',
  'backup.restore',
  'import.begin',
  'import.cancel',
  'import.close',
  'import.listNoted',
  'import.pause',
  'import.saveReport',
  // They would do away with what the run looks for at its end.
  'retention.run',
  'trash.empty',
];

const bundle = async (entry: string): Promise<string> =>
  fileURLToPath(await bundleForNode(entry, `test-${basename(entry, '.ts')}`));

// Catches: a crash or a rejection that nobody sees, a call that is answered twice or never, a prototype that is changed, a
// file outside of the data folder, a conversation that a call has spoiled, memory that grows with every call.
test('100,000 calls of a hostile page are answered with data and harm nothing', async () => {
  const figures = await fuzzSurface({
    calls: 100_000,
    seed: 11,
    migrationsFolder,
    servingProcess: await bundle('tests/reliability/surface-process.ts'),
    fuzzer: await bundle('tests/reliability/surface-fuzzer.ts'),
    documentWorker: await bundle('src/main/features/attachments/workers/document-worker.ts'),
  });
  expect(figures.problems).toEqual([]);
  const answers = Object.values(figures.answers).reduce((sum, count) => sum + count, 0);
  expect(answers).toBe(figures.made);
  expect(figures.made).toBeGreaterThanOrEqual(100_000);
  // It is not all turned away at the door: every route was refused, and answered by its handler.
  const turnedAway = Object.entries(figures.answers).filter(([name]) => name.startsWith('ipc.'));
  expect(turnedAway.reduce((sum, [, count]) => sum + count, 0)).toBeLessThan(0.6 * answers);
  const silent = Object.entries(figures.routes).filter(([, { ok, refused }]) => ok === 0 || refused === 0);
  expect(silent.map(([name]) => name).sort()).toEqual(unanswered);
  expect(figures.acknowledgedMessages).toBeGreaterThan(100);
  const [first = 0, last = 0] = [figures.heap[0], figures.heap.at(-1)];
  expect((last - first) / 1e6, 'MB that are kept').toBeLessThan(32);
  if (canTrace) expect(figures.watchedWrites).toBeGreaterThan(100);
});
