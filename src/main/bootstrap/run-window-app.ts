import { app, BrowserWindow } from 'electron';
import type { IncomingLinks } from '#main/platform/incoming-links';
import { openShell } from './open-shell';
import type { Start } from './start';

/** How often a start without windows looks whether the last reply has ended. */
const lookEveryMs = 500;

/**
 * The window first, then the engine: a page loads while the database opens. Call when the app is ready. `isQuick` opens
 * the quick window too.
 */
export function runWindowApp(start: Start, links: IncomingLinks, isQuick: boolean): void {
  const shell = openShell(start.phases, start.folders, start.logger);
  let hasLiveReply = (): boolean => false;
  let isQuickWanted = isQuick;
  let toggleQuick = (): void => {
    isQuickWanted = true;
  };
  app.on('second-instance', (_event, _argv, _folder, data) => {
    if (!isWindowStart(data)) return;
    // What a desktop does for a key of its own, where Parley is given none.
    if (data.verb === 'quick') {
      toggleQuick();
      return;
    }
    shell.windows.show();
    links.offer('link' in data ? data.link : null);
  });
  app.on('activate', () => {
    if (shell.windows.list().length === 0) shell.windows.open();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') quitWhenQuiet(() => hasLiveReply());
  });
  // A chunk of its own: nothing of it is needed to show the window, and loading it keeps a page from its files.
  void shell.pageServed
    .then(() => import('./start-engine'))
    .then(({ startEngine }) => {
      const started = startEngine(start, shell, links);
      if (started === null) return;
      const { engine, quick } = started;
      hasLiveReply = () => engine.registry.hasLive();
      toggleQuick = () => quick.window.toggle();
      if (isQuickWanted) quick.window.open();
    });
}

/** Closing the last window does not end a reply: the app ends after it, unless a window was opened meanwhile. */
function quitWhenQuiet(isBusy: () => boolean): void {
  if (BrowserWindow.getAllWindows().length > 0) return;
  if (!isBusy()) app.quit();
  else setTimeout(() => quitWhenQuiet(isBusy), lookEveryMs);
}

const isWindowStart = (data: unknown): data is { readonly verb: 'window' | 'quick' } =>
  typeof data === 'object' &&
  data !== null &&
  'verb' in data &&
  (data.verb === 'window' || data.verb === 'quick');
