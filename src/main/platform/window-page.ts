import type { Session, WebPreferences } from 'electron';
import type { Logger } from '#main/ports/logger';
import { offerReload } from './dialogs';

export interface PageOptions {
  readonly preload: string;
  readonly session: Session;
  readonly hasDeveloperTools: boolean;
}

/** The same for every window: nothing of Node or Electron, and no way out. */
export function webPreferences({ preload, session, hasDeveloperTools }: PageOptions): WebPreferences {
  return {
    preload,
    session,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    disableDialogs: true,
    devTools: hasDeveloperTools,
    spellcheck: process.platform === 'darwin',
    enableWebSQL: false,
  };
}

/** A page that crashed is loaded again: replies go on in the main process. After three in a minute the person is asked. */
export function reviveAfterCrash(window: Electron.BrowserWindow, logger: Logger): void {
  let crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    logger.error('the page of a window crashed', { reason, exitCode });
    const now = Date.now();
    crashes = [...crashes.filter((at) => now - at < 60_000), now];
    if (crashes.length < 3) window.webContents.reload();
    else
      void offerReload(window).then((isWanted) => {
        if (window.isDestroyed()) return;
        if (isWanted) window.webContents.reload();
        else window.destroy();
      });
  });
}
