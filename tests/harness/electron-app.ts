import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { launchElectron } from './launch-electron';

export interface LaunchOptions {
  /** Kept when given, so that an app can be started on it again; else a new one that goes with the app. */
  readonly dataFolder?: string;
  /** Added to an environment in which no provider, no keychain and no proxy is known. */
  readonly env?: Readonly<Record<string, string>>;
  readonly parameters?: readonly string[];
  /** A packed app's executable instead of the built app. */
  readonly packed?: string;
  /** How long a start may take, when not as long as usual. */
  readonly limitMs?: number;
}

export interface RunningApp {
  readonly app: ElectronApplication;
  /** The first window, once its page has loaded. */
  readonly page: Page;
  readonly dataFolder: string;
  /** Errors and warnings of every page's console since the start. */
  readonly problems: readonly string[];
  close(): Promise<void>;
  /** Ends the process at once, as a crash would. */
  kill(): Promise<void>;
}

const projectFolder = resolve(import.meta.dirname, '../..');
const passedOn = [
  'PATH',
  'HOME',
  'DISPLAY',
  'XAUTHORITY',
  'WAYLAND_DISPLAY',
  'LANG',
  'TMPDIR',
  'SystemRoot',
  'APPDATA',
  'TEMP',
];

/** The Electron that runs the app: set-up tells it (`npm run --silent electron:path` prints it). */
export function electronPath(): string {
  const path = process.env['PARLEY_ELECTRON'];
  if (path === undefined || path === '')
    throw new Error('PARLEY_ELECTRON is not set: run the tests with npm test');
  return path;
}

export const newDataFolder = (): string => mkdtempSync(join(tmpdir(), 'parley-data-'));

/** An environment in which the app knows no provider, key, proxy or keychain but those given. */
export function cleanEnvironment(env: Readonly<Record<string, string>> = {}): Record<string, string> {
  const base = passedOn.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(base), ...env };
}

/** Root must do without Chromium's sandbox of the operating system; a person never runs it so. */
export const sandboxParameters = (): readonly string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

/** What the built app is started with on a data folder. */
export const startParameters = (folder: string): readonly string[] => [
  ...sandboxParameters(),
  projectFolder,
  `--user-data-dir=${folder}`,
];

/** Starts the built app as a person would, with a data folder of its own. */
export async function launchApp(options: LaunchOptions = {}): Promise<RunningApp> {
  const { dataFolder, env, parameters = [], packed, limitMs } = options;
  const folder = dataFolder ?? newDataFolder();
  const app = await launchElectron(folder, {
    executablePath: packed ?? electronPath(),
    args: [
      ...startParameters(folder).filter((parameter) => packed === undefined || parameter !== projectFolder),
      ...parameters,
    ],
    env: cleanEnvironment(env),
    cwd: projectFolder,
    ...(limitMs === undefined ? {} : { timeout: limitMs }),
  });
  const problems: string[] = [];
  app.on('window', (page) => watchProblems(page, problems));
  const page = await app.firstWindow();
  watchProblems(page, problems);
  await page.waitForLoadState('load');
  const clean = (): void => {
    // Chromium's helpers may still write for a moment after the main process has ended.
    if (dataFolder === undefined)
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  const ended = new Promise<void>((done) => app.once('close', () => done()));
  return {
    app,
    page,
    dataFolder: folder,
    problems,
    async close() {
      await app.close();
      clean();
    },
    async kill() {
      app.process().kill('SIGKILL');
      await ended;
      clean();
    },
  };
}

const watched = new WeakSet<Page>();

function watchProblems(page: Page, problems: string[]): void {
  if (watched.has(page)) return;
  watched.add(page);
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
}
