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
      // What it said itself: a review has its own files elsewhere than in the folder that it was started on.
      const said = error instanceof Error ? error.message : '';
      endLeftover(Number(/<launched> pid=(\d+)/.exec(said)?.[1]));
      if (!said.includes('DevTools listening on') || attempt === tries) throw error;
      process.stderr.write(`Playwright did not reach an app that was up; it is started again: ${folder}\n`);
    }
  }
}

function endLeftover(pid: number): void {
  try {
    if (pid > 0) process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
