import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { app } from 'electron';
import { isRunning } from '#main/persistence/review/is-running';
import type { DataFolders } from './data-folders';

export interface ReviewFolders extends DataFolders {
  /** Holds everything that this review makes; it goes with it. */
  readonly root: string;
  /** The data folder that would be worked in otherwise. */
  readonly reviewed: string;
}

const namePattern = /^parley-review-(\d+)-/;

/**
 * Gives a review a folder of its own for everything that a start writes, Chromium's profile included, so that nothing is
 * made or changed where a person keeps their data. Call before the app is ready.
 */
export function chooseReviewFolders(): ReviewFolders {
  const wanted = app.commandLine.getSwitchValue('user-data-dir');
  const defaultData = wanted === '' ? app.getPath('userData') : join(app.getPath('appData'), app.getName());
  const reviewed = wanted === '' ? defaultData : resolve(wanted);
  const root = mkdtempSync(join(tmpdir(), `parley-review-${process.pid}-`));
  const profile = join(root, 'profile');
  mkdirSync(profile, { mode: 0o700 });
  app.setPath('userData', profile);
  app.setPath('sessionData', profile);
  const logs = join(root, 'logs');
  app.setAppLogsPath(logs);
  const windowState = join(root, 'window-state.json');
  const stored = join(reviewed, 'window-state.json');
  // The window stands where it is used to, in the colours it is used to.
  if (existsSync(stored)) copyFileSync(stored, windowState);
  return { root, reviewed, data: join(root, 'data'), logs, windowState, defaultData };
}

/** Removes what reviews that were killed have left. Nothing of another person's is touched. */
export function sweepReviewFolders(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = namePattern.exec(name)?.[1];
    if (pid === undefined || Number(pid) === process.pid || isRunning(Number(pid))) continue;
    const path = join(tmpdir(), name);
    if (statSync(path, { throwIfNoEntry: false })?.uid === process.getuid?.() || process.platform === 'win32')
      removeFolder(path);
  }
}

/** A file that is still held (Windows, a scanner) is removed by the next start. */
export function removeFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    return;
  }
}
