import { app, BrowserWindow } from 'electron';
import { openShell } from './open-shell';
import type { Start } from './start-app';

/** The window first, then the engine: a page loads while the database opens. Call when the app is ready. */
export function runWindowApp(start: Start): void {
  const shell = openShell(start.phases, start.folders, start.logger);
  app.on('second-instance', (_event, _argv, _folder, data) => {
    if (isWindowStart(data)) shell.windows.show();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) shell.windows.open();
  });
}

const isWindowStart = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'verb' in data && data.verb === 'window';
