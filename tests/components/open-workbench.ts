import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { cleanEnvironment, electronPath, sandboxParameters } from '../harness/electron-app';
import { launchElectron } from '../harness/launch-electron';

const here = resolve(import.meta.dirname, 'workbench');

export interface OpenWorkbench {
  readonly page: Page;
  /** Addresses that the page asked for, its own files left out. */
  readonly foreignRequests: readonly string[];
  /** Errors of the page and its console. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

/** The renderer's own code in Electron's browser, over an engine in the page. */
export async function openWorkbench(): Promise<OpenWorkbench> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-workbench-data-'));
  const app = await launchElectron(folder, {
    executablePath: electronPath(),
    args: [...sandboxParameters(), resolve(here, 'electron-main.cjs'), `--user-data-dir=${folder}`],
    env: cleanEnvironment({ WORKBENCH_ROOT: inject('workbench') }),
  });
  const page = await app.firstWindow();
  page.setDefaultTimeout(10_000);
  const problems: string[] = [];
  const foreignRequests: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('request', (request) => {
    if (!/^(?:app:\/\/(?:workbench|diagram)\/|blob:app:\/\/workbench\/)/.test(request.url()))
      foreignRequests.push(request.url());
  });
  await page.waitForFunction(() => 'workbench' in window);
  const close = async (): Promise<void> => {
    await app.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  return { page, problems, foreignRequests, close };
}
