import { existsSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';

type Launch = NonNullable<Parameters<typeof _electron.launch>[0]>;

/** A start takes one to six seconds, on a machine that is busy. */
const limitMs = 20_000;
const tries = 3;

/**
 * Starts an Electron on a data folder. Playwright's handshake does not finish once in some hundreds of starts, while the
 * app is up and its window is drawn: that one is ended and started again, and said. An app that does not come up throws.
 */
export async function launchElectron(folder: string, options: Launch): Promise<ElectronApplication> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await _electron.launch({ timeout: limitMs, ...options });
    } catch (error) {
      const isUp = existsSync(join(folder, 'DevToolsActivePort'));
      endLeftover(folder);
      if (!isUp || attempt === tries) throw error;
      process.stderr.write(`Playwright did not reach an app that was up; it is started again: ${folder}\n`);
    }
  }
}

/** Chromium's lock of the folder names the process: `host-pid`. */
function endLeftover(folder: string): void {
  try {
    const pid = Number(/-(\d+)$/.exec(readlinkSync(join(folder, 'SingletonLock')))?.[1]);
    if (pid > 0) process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended, or never began.
  }
}
