import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { test } from 'vitest';
import { allVendors, openParley } from '../e2e/open-parley';
import { Vendor } from '../e2e/vendor';
import { processTree } from '../harness/process-tree';
import { percentile, printFigure } from './figures';
import { seedFolder } from './seeded-app';

const tokens = 1_000;
const tokensPerSecond = 200;
const rounds = 4;
const ticksPerSecond = 100;

/** Seconds of processor that the app and all its processes have used (Linux). */
function cpuSeconds(root: number): number {
  const ticks = processTree(root).map(({ pid }) => {
    const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, each) => sum + each, 0) / ticksPerSecond;
}

const word = (index: number): string =>
  index % 60 === 59 ? 'done.\n\n' : index % 13 === 0 ? `**word${String(index)}** ` : `word${String(index)} `;

test('a reply costs the same in a long conversation', { timeout: 900_000 }, async () => {
  const vendor = await Vendor.start();
  const folder = seedFolder(['--title=Long', '--messages=2000'], ['--title=Short', '--messages=10']);
  const env = { ...allVendors(vendor), PARLEY_DEFAULT_MODEL: 'Workshop/mixtral' };
  const parley = await openParley({ folder, env });
  const { window, app } = parley;
  const root = app.app.process().pid ?? 0;
  const used: Record<string, number[]> = { Long: [], Short: [] };
  for (let round = 0; round < rounds * 2; round += 1) {
    const title = round % 2 === 0 ? 'Short' : 'Long';
    await window.conversation(title).click();
    await window.page.getByRole('heading', { name: title }).or(window.transcript).first().waitFor();
    const started = performance.now();
    vendor.next({
      pieces: Array.from({ length: tokens }, (_, index) => word(index)),
      pace: (index) => wait(Math.max(0, started + (index * 1000) / tokensPerSecond - performance.now())),
    });
    const question = `Round ${String(round)}, please.`;
    await window.composer.fill(question);
    const before = cpuSeconds(root);
    await window.composer.press('Enter');
    await window.questions.filter({ hasText: question }).waitFor();
    await window
      .answer('complete', `word${String(tokens - 2)}`)
      .last()
      .waitFor({ timeout: 60_000 });
    await window.button('Send').waitFor();
    used[title]?.push(cpuSeconds(root) - before);
  }
  const median = (title: string): number => percentile(used[title] ?? [], 0.5);
  printFigure('reply of 1,000 tokens in a conversation of 10 messages', median('Short') * 1000, 'ms CPU');
  printFigure('reply of 1,000 tokens in a conversation of 2,000 messages', median('Long') * 1000, 'ms CPU');
  printFigure('the long one against the short one', median('Long') / median('Short'), '×');
  await parley.close();
  await vendor.stop();
});
