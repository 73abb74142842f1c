import react from '@vitejs/plugin-react';
import tailwindcss from '@tailwindcss/vite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { diagramPage } from '../../scripts/build/diagram-page.mjs';
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

/** The renderer's own code, built as the app's is, in Electron's browser over an engine in the page. */
export async function openWorkbench(): Promise<OpenWorkbench> {
  const outDir = mkdtempSync(join(tmpdir(), 'parley-workbench-'));
  await build({
    configFile: false,
    root: here,
    logLevel: 'error',
    plugins: [react(), tailwindcss(), diagramPage(resolve(import.meta.dirname, '../..'))],
    build: {
      target: 'chrome130',
      outDir,
      emptyOutDir: true,
      minify: false,
      modulePreload: { polyfill: false },
    },
  });
  const folder = `${outDir}-data`;
  const app = await launchElectron(folder, {
    executablePath: electronPath(),
    args: [...sandboxParameters(), resolve(here, 'electron-main.cjs'), `--user-data-dir=${folder}`],
    env: cleanEnvironment({ WORKBENCH_ROOT: outDir }),
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
    rmSync(outDir, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  return { page, problems, foreignRequests, close };
}
