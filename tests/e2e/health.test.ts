import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { cleanEnvironment, electronPath, newDataFolder, sandboxParameters } from '../harness/electron-app';
import { openParley, type OpenParley } from './open-parley';
import { recordNotifications, shownNotifications } from './record-notifications';
import { Vendor } from './vendor';

const projectFolder = resolve(import.meta.dirname, '../..');
let vendor: Vendor;
let port: number;
let folder: string;

beforeEach(async () => {
  vendor = await Vendor.start();
  ({ port } = vendor);
  folder = newDataFolder();
});
afterEach(async () => {
  await vendor.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** One server, which the environment names. */
const workshop = () => ({
  PARLEY_COMPATIBLE_BASE_URL: `http://127.0.0.1:${port}/v1`,
  PARLEY_COMPATIBLE_NAME: 'Workshop',
  PARLEY_DEFAULT_MODEL: 'workshop/any',
});

/** The app with nobody in front of it: what is news is told by the system. */
async function openBehind(): Promise<OpenParley> {
  const parley = await openParley({ env: workshop(), folder });
  await recordNotifications(parley.app.app);
  await parley.app.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getFocusedWindow = () => null;
  });
  return parley;
}

async function askAnew({ window }: OpenParley): Promise<void> {
  await window.button('New conversation').first().click();
  await window.questions.first().waitFor({ state: 'detached' });
  await window.ask('Anyone there?');
}

/** Two requests that are answered: one for the answer, one for its title. */
async function askAndName(parley: OpenParley, title: string): Promise<void> {
  vendor.nextTitle(title);
  await askAnew(parley);
  await parley.window.answer('complete').waitFor();
  await parley.window.conversation(title).waitFor();
}

async function askInVain(parley: OpenParley, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    await askAnew(parley);
    await parley.window.answer('failed').waitFor();
  }
}

/** What another program reads: the exit code, and what was printed. */
async function health(...parameters: readonly string[]): Promise<{ code: number | null; said: string }> {
  const app = [...sandboxParameters(), projectFolder, `--user-data-dir=${folder}`, '--health', ...parameters];
  const child = spawn(electronPath(), app, {
    env: cleanEnvironment(workshop()),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.resume();
  await once(child, 'close');
  return { code: child.exitCode, said };
}

const line = z.looseObject({ type: z.string() });
async function healthLines() {
  const { code, said } = await health('--json');
  return {
    code,
    lines: said
      .trim()
      .split('\n')
      .map((text) => line.parse(JSON.parse(text))),
  };
}

// Catches: an outage that nobody is told of, that is told at every failure, or whose end is not told; a terminal that says
// something else than the app.
test('a server that goes away and comes back is told to the person, and to a terminal', async () => {
  const first = await openBehind();
  await askAndName(first, 'Rivers');
  await vendor.stop();
  await askInVain(first, 4);
  await first.window.page.getByText('Workshop is down: its last requests failed.').waitFor();
  expect(await shownNotifications(first.app.app)).toEqual([
    { title: 'Parley', body: 'Workshop is down: its last requests failed.', icon: null },
  ]);
  await first.quit();

  const down = await healthLines();
  expect(down.code).toBe(0);
  expect(down.lines).toMatchObject([
    { type: 'overall', state: 'down', sentence: 'Workshop is down.' },
    {
      ...{ type: 'provider', providerId: 'workshop', name: 'Workshop', state: 'down' },
      ...{ why: 'The last 4 requests failed.', answered: 2, failed: 4, errors: { network: 4 } },
      ...{ uptime: { day: 1 / 3, week: 1 / 3, month: 1 / 3 }, lastError: { code: 'network' } },
    },
    { type: 'model', modelId: 'any', state: 'down', answered: 2, failed: 4 },
    { type: 'end', error: null },
  ]);
  const text = await health();
  expect(text.code).toBe(0);
  expect(text.said).toMatch(/^Workshop is down\.\nDOWN {6}Workshop: The last 4 requests failed\.\n/);
  expect(text.said).toMatch(/up 33\.3% today/);

  vendor = await Vendor.start(port);
  const second = await openBehind();
  await askAndName(second, 'Lakes');
  await second.window.page.getByText('Workshop answers again.').waitFor();
  expect(await shownNotifications(second.app.app)).toEqual([
    { title: 'Parley', body: 'Workshop answers again.', icon: null },
  ]);
  // What is told last is what holds: the news before it is gone.
  await vendor.stop();
  await askInVain(second, 4);
  await second.window.page.getByText('Workshop is down: its last requests failed.').waitFor();
  expect(await second.window.page.getByText('Workshop answers again.').count()).toBe(0);
  await second.quit();
  expect((await healthLines()).lines.slice(0, 2)).toMatchObject([
    { type: 'overall' },
    { type: 'provider', state: 'down', answered: 4, failed: 8 },
  ]);
}, 180_000);
