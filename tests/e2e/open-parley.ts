import { rmSync } from 'node:fs';
import { launchApp, newDataFolder, type RunningApp } from '../harness/electron-app';
import { ParleyPage } from './parley-page';
import type { Vendor } from './vendor';

export interface OpenParley {
  readonly app: RunningApp;
  readonly window: ParleyPage;
  readonly folder: string;
  /** Closes the app and removes its folder. */
  close(): Promise<void>;
  /** Closes the app; the folder stays. */
  quit(): Promise<void>;
  /** Ends the main process at once, as a crash would; the folder stays. */
  kill(): Promise<void>;
  /** The window that `open` makes appear. */
  nextWindow(open: () => Promise<void>): Promise<ParleyPage>;
}

interface Options {
  readonly env?: Readonly<Record<string, string>>;
  /** A folder of an earlier start, to start on again. */
  readonly folder?: string;
}

/** Keys of all vendors from the environment, every address a loopback server's. */
export const allVendors = (vendor: Vendor): Record<string, string> => ({
  OPENAI_API_KEY: 'sk-e2e-openai',
  OPENAI_BASE_URL: `${vendor.origin}/v1`,
  ANTHROPIC_API_KEY: 'sk-ant-e2e-anthropic',
  ANTHROPIC_BASE_URL: vendor.origin,
  GEMINI_API_KEY: 'AIzaE2eGoogleE2eGoogleE2eGoogle',
  GEMINI_BASE_URL: vendor.origin,
  PARLEY_COMPATIBLE_BASE_URL: `${vendor.origin}/v1`,
  PARLEY_COMPATIBLE_API_KEY: 'e2e-compatible',
  PARLEY_COMPATIBLE_NAME: 'Workshop',
});

/** Starts the real app on a folder of its own and waits for its composer. */
export async function openParley({ env = {}, folder }: Options = {}): Promise<OpenParley> {
  const dataFolder = folder ?? newDataFolder();
  const app = await launchApp({ dataFolder, env });
  const window = await new ParleyPage(app.page).ready();
  return {
    app,
    window,
    folder: dataFolder,
    async close() {
      await app.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
    quit: () => app.close(),
    kill: () => app.kill(),
    async nextWindow(open) {
      const appears = app.app.waitForEvent('window');
      await open();
      return new ParleyPage(await appears).ready();
    },
  };
}
