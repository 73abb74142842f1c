import { app, BrowserWindow, screen } from 'electron';
import type { Logger } from '#main/ports/logger';
import { quickPage } from './app-origin';
import { isOn, placeQuickWindow, quickMinimum, quickSize } from './quick-place';
import { reviveAfterCrash, webPreferences, type PageOptions } from './window-page';
import type { Windows } from './windows';

/** The small window over other programs: made when it is first asked for, and then hidden, not closed. */
export interface QuickWindow {
  /** Shows it on the display where the pointer is, and gives it the focus. */
  open(): void;
  hide(): void;
  /** Hides it when it has the focus; else opens it. */
  toggle(): void;
}

export interface QuickWindowOptions extends PageOptions {
  readonly windows: Pick<Windows, 'list' | 'ground' | 'onLastClosed'>;
  readonly logger: Logger;
  readonly onOpened: (window: BrowserWindow) => void;
}

/** Hidden so long it is given up: its memory is worth more than its next opening. */
const idleLimitMs = 10 * 60_000;

const isMac = process.platform === 'darwin';

function createWindow({ windows, logger, onOpened, ...options }: QuickWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...placeQuickWindow(quickSize, currentWorkArea()),
    title: 'Parley – quick window',
    show: false,
    frame: false,
    minWidth: quickMinimum.width,
    minHeight: quickMinimum.height,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    backgroundColor: windows.ground(),
    // Stands over a program that fills the screen, and leaves the focus there when it goes.
    ...(isMac ? { type: 'panel' } : {}),
    webPreferences: webPreferences(options),
  });
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true });
  reviveAfterCrash(window, logger);
  onOpened(window);
  void window
    .loadURL(quickPage)
    .catch((cause: unknown) => logger.error('the quick window did not load', {}, cause));
  return window;
}

const currentWorkArea = (): Electron.Rectangle =>
  screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea;

export function createQuickWindow(options: QuickWindowOptions): QuickWindow {
  const { windows } = options;
  let window: BrowserWindow | null = null;
  let idle: NodeJS.Timeout | undefined;
  let isQuitting = false;
  app.on('before-quit', () => (isQuitting = true));

  /** Closed, not destroyed: the page stores what was typed last. */
  const giveUp = (): void => {
    clearTimeout(idle);
    const leaving = window;
    window = null;
    leaving?.close();
  };
  /** Nothing of Parley is to be seen any more: but for a Mac, it must not stay alive behind a hidden window. */
  const isAlone = (): boolean => !isMac && windows.list().length === 0;
  const afterHiding = (): void => {
    clearTimeout(idle);
    if (isAlone()) giveUp();
    else idle = setTimeout(giveUp, idleLimitMs).unref();
  };
  windows.onLastClosed(() => {
    if (window !== null && !window.isVisible() && isAlone()) giveUp();
  });

  const make = (): BrowserWindow => {
    const made = createWindow(options);
    made.on('hide', () => {
      if (window === made) afterHiding();
    });
    made.on('close', (event) => {
      if (isQuitting || window !== made) return;
      event.preventDefault();
      made.hide();
    });
    made.on('closed', () => {
      if (window === made) window = null;
    });
    made.once('ready-to-show', () => bringUp(made));
    window = made;
    return made;
  };
  const bringUp = (shown: BrowserWindow): void => {
    clearTimeout(idle);
    const area = currentWorkArea();
    if (!isOn(shown.getBounds(), area)) shown.setBounds(placeQuickWindow(shown.getBounds(), area));
    shown.show();
    shown.focus();
  };

  const open = (): void => {
    // One that is still loading comes up by itself.
    if (window === null) make();
    else if (window.webContents.getURL() !== '') bringUp(window);
  };
  const hide = (): void => window?.hide();
  return {
    open,
    hide,
    toggle: () => (window?.isVisible() === true && window.isFocused() ? hide() : open()),
  };
}
