import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { createHistorySession } from '#main/persistence/history/history-session';
import { launchApp, newDataFolder } from '../harness/electron-app';
import { percentile, printFigure } from './figures';
import { seedFolder } from './seeded-app';

const messages = Number(process.env['PARLEY_MEASURE_MESSAGES'] ?? 100_000);
const perConversation = 50;
const rounds = 5;

const folder = seedFolder([
  `--conversations=${String(Math.ceil(messages / perConversation))}`,
  `--messages=${String(perConversation)}`,
]);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function opening(of: string, sign: string, parameters: readonly string[]): Promise<number> {
  const began = performance.now();
  const app = await launchApp({ dataFolder: of, parameters });
  await app.page.locator(sign).first().waitFor();
  const ms = performance.now() - began;
  await app.close();
  return ms;
}

test('a review is open in at most twice the time of an empty profile', { timeout: 1_800_000 }, async () => {
  const [empty, full]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const fresh = newDataFolder();
    empty.push(await opening(fresh, 'textarea[aria-label="Message"]', []));
    rmSync(fresh, { recursive: true, force: true });
    full.push(await opening(folder, 'nav[aria-label="Conversations"] a[href]', ['--review']));
  }
  printFigure('an empty profile, to its message box', percentile(empty, 0.5), 'ms');
  printFigure(`a review of ${String(messages)} messages, to its list`, percentile(full, 0.5), 'ms');
  printFigure('ratio', percentile(full, 0.5) / percentile(empty, 0.5), '×');
  expect(percentile(full, 0.5) / percentile(empty, 0.5)).toBeLessThanOrEqual(2);
});

test('what the history answers is there within 50 ms once it was read', { timeout: 1_800_000 }, () => {
  const session = createHistorySession(join(folder, 'parley.db'));
  const began = performance.now();
  while (session.work(1_000));
  printFigure(
    `reading ${String(messages)} messages, in a thread of its own`,
    performance.now() - began,
    'ms',
  );
  const filter = { model: null, personaId: null, length: null };
  const timeline = { filter, grouping: 'day' } as const;
  const asks = {
    summary: () => session.summary(),
    sections: () => session.sections(timeline),
    'sections by model': () => session.sections({ filter, grouping: 'model' }),
    'sections of long ones': () =>
      session.sections({ filter: { ...filter, length: 'long' }, grouping: 'day' }),
    entries: () => session.entries({ ...timeline, offset: 500, limit: 60 }),
    'on this day': () => session.onThisDay({ day: '2026-11-21' }),
    starred: () => session.starred({ offset: 0, limit: 100 }),
  };
  for (const [name, ask] of Object.entries(asks)) {
    const times = Array.from({ length: 20 }, () => {
      const start = performance.now();
      session.work(0);
      ask();
      return performance.now() - start;
    });
    printFigure(name, Math.max(...times), 'ms, the slowest of 20');
    expect(percentile(times, 0.5), name).toBeLessThanOrEqual(50);
  }
  session.close();
});
