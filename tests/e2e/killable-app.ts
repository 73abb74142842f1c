import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { startProviderServer } from '../fakes/provider-server/provider-server';
import { jsonReply } from '../fakes/provider-server/reply';
import {
  cleanEnvironment,
  electronPath,
  launchApp,
  newDataFolder,
  startParameters,
} from '../harness/electron-app';
import { replyOf, vendorAsked, type Pace } from '../reliability/scripted-replies';
import { environmentOf, vendorNames, vendorStreams } from '../reliability/vendor-streams';
import { ParleyPage } from './parley-page';
import { ScreenJournal } from './screen-journal';
import { watchScreen } from './watch-screen';

/** What a person would see by then, or something is wrong. */
export const patienceMs = 30_000;

/** Long enough to be killed in: a steady model, a fast one, a slow one, and a burst larger than any step of saving. */
const paces: readonly Pace[] = [
  { characters: 12_000, piece: 60, everyMs: 8 },
  { characters: 25_000, piece: 400, everyMs: 8 },
  { characters: 600, piece: 8, everyMs: 40 },
  { characters: 20_000, piece: 5_000, everyMs: 1 },
];
const titlePace: Pace = { characters: 40, piece: 4, everyMs: 40 };

export type KillableApp = Awaited<ReturnType<typeof newKillableApp>>;

/** One data folder with its provider and, most of the time, its running app. */
export async function newKillableApp(random: () => number) {
  const folder = newDataFolder();
  const journal = new ScreenJournal();
  const server = await startProviderServer();
  let onTitle = (): void => undefined;
  server.otherwise((request) => {
    const vendor = vendorAsked(request);
    if (vendor === null) return jsonReply(404, { error: { message: 'There is no such page.' } });
    // Thoughts are folded on the screen: only texts are looked at.
    const spoken = { ...vendor, thought: null };
    if (/Name this conversation/.test(request.body)) {
      onTitle();
      return replyOf(spoken, titlePace);
    }
    return replyOf(spoken, paces[Math.floor(random() * paces.length)] ?? titlePace);
  });
  const environment = (): Record<string, string> => {
    const vendor = vendorStreams[vendorNames[Math.floor(random() * vendorNames.length)] ?? 'openai'];
    return cleanEnvironment({ ...environmentOf(server.origin), PARLEY_DEFAULT_MODEL: vendor.model });
  };
  let running: { readonly window: ParleyPage; readonly pid: number; readonly ended: Promise<void> } | null =
    null;
  return {
    folder,
    journal,
    environment,
    get window(): ParleyPage {
      if (running === null) throw new Error('the app does not run');
      return running.window;
    },
    titleAsked: () => new Promise<void>((resolve) => (onTitle = resolve)),
    async start(): Promise<void> {
      const { app, page } = await launchApp({ dataFolder: folder, env: environment(), limitMs: patienceMs });
      const { pid } = app.process();
      if (pid === undefined) throw new Error('the app has no process');
      const ended = new Promise<void>((resolve) => app.once('close', () => resolve()));
      const window = new ParleyPage(page);
      running = { window, pid, ended };
      await window.ready();
      await page.exposeFunction('tellScreen', (change: Parameters<ScreenJournal['take']>[0]) =>
        journal.take(change),
      );
      await page.evaluate(watchScreen);
    },
    /** All processes of the app at once, as when the power of the machine goes. */
    async kill(): Promise<void> {
      if (running === null) return;
      const { pid, ended } = running;
      journal.killedAt = Math.min(journal.killedAt, Date.now());
      process.kill(-pid, 'SIGKILL');
      running = null;
      await ended;
    },
    async end(): Promise<void> {
      await this.kill();
      await server.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** Without Playwright, which would wait until the app is there. */
export async function killStart(lane: KillableApp, afterMs: number): Promise<void> {
  const app = spawn(electronPath(), startParameters(lane.folder), {
    detached: true,
    stdio: 'ignore',
    env: lane.environment(),
  });
  const ended = new Promise((resolve) => app.once('exit', resolve));
  await after(afterMs);
  if (app.pid !== undefined) process.kill(-app.pid, 'SIGKILL');
  await ended;
}
