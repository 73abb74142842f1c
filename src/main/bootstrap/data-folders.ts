import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app } from 'electron';

export interface DataFolders {
  readonly data: string;
  readonly logs: string;
  readonly windowState: string;
  /** Without `--user-data-dir`. */
  readonly defaultData: string;
}

/** Decides where data lives; before anything is written there. The folder is closed to others. */
export function chooseDataFolders(): DataFolders {
  const wanted = app.commandLine.getSwitchValue('user-data-dir');
  // Electron follows the switch by itself: what it calls the user's data is then that folder already.
  const defaultData = wanted === '' ? app.getPath('userData') : join(app.getPath('appData'), app.getName());
  const data = wanted === '' ? defaultData : resolve(wanted);
  makePrivate(data);
  if (data !== defaultData) app.setPath('userData', data);
  const logs = join(data, 'logs');
  app.setAppLogsPath(logs);
  return { data, logs, windowState: join(data, 'window-state.json'), defaultData };
}

/** A folder that cannot be made or closed is told by whoever opens a file in it. */
function makePrivate(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (process.platform !== 'win32') chmodSync(folder, 0o700);
  } catch {
    // The store says it in words that a person can act on.
  }
}
