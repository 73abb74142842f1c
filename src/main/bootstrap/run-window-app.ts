import { app, BrowserWindow } from 'electron';
import type { IncomingLinks } from '#main/platform/incoming-links';
import { openShell } from './open-shell';
import type { Start } from './start';

/** How often a start without windows looks whether the last reply has ended. */
const lookEveryMs = 500;

/** The window first, then the engine: a page loads while the database opens. Call when the app is ready. */
export function runWindowApp(start: Start, links: IncomingLinks): void {
  const shell = openShell(start.phases, start.folders, start.logger);
  let hasLiveReply = (): boolean => false;
  app.on('second-instance', (_event, _argv, _folder, data) => {
    if (!isWindowStart(data)) return;
    shell.windows.show();
    links.offer('link' in data ? data.link : null);
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) shell.windows.open();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') quitWhenQuiet(() => hasLiveReply());
  });
  // A chunk of its own: nothing of it is needed to show the window.
  void import('./start-engine').then(({ startEngine }) => {
    const engine = startEngine(start, shell, links);
    if (engine !== null) hasLiveReply = () => engine.registry.hasLive();
  });
}

/** Closing the last window does not end a reply: the app ends after it, unless a window was opened meanwhile. */
function quitWhenQuiet(isBusy: () => boolean): void {
  if (BrowserWindow.getAllWindows().length > 0) return;
  if (!isBusy()) app.quit();
  else setTimeout(() => quitWhenQuiet(isBusy), lookEveryMs);
}

const isWindowStart = (data: unknown): data is { readonly verb: 'window' } =>
  typeof data === 'object' && data !== null && 'verb' in data && data.verb === 'window';
