import { BrowserWindow, nativeTheme, screen, type IpcMainEvent } from 'electron';
import { toFragment, type FirstView } from '#shared/domain/window-address';
import type { Logger } from '#main/ports/logger';
import { appOrigin, appPage, isAppPage } from './app-origin';
import { groundOf } from './window-colours';
import { reviveAfterCrash, webPreferences, type PageOptions } from './window-page';
import {
  minimumSize,
  placeWindow,
  readWindowState,
  writeWindowState,
  type Theme,
  type WindowState,
} from './window-state';

/** The large windows; the quick window is none of them. */
export interface Windows {
  /** The oldest first. */
  list(): readonly Electron.BrowserWindow[];
  /** Opens another window, plain unless it is told what to show; the first one stands where the last one stood. */
  open(first?: FirstView): Electron.BrowserWindow;
  /** Brings this window to the front, else the newest; opens one, with this conversation, when there is none. */
  show(window?: Electron.BrowserWindow | null, conversationId?: string): Electron.BrowserWindow;
  setTheme(theme: Theme): void;
  /** The colour of the page's ground just now. */
  ground(): string;
  /** Calls back whenever the last of them has closed. */
  onLastClosed(listener: () => void): void;
}

export interface WindowsOptions extends PageOptions {
  readonly stateFile: string;
  readonly logger: Logger;
  readonly onOpened?: (window: Electron.BrowserWindow) => void;
  /** Left out, the usual page. */
  readonly page?: string;
}

export function createWindows(options: WindowsOptions): Windows {
  const { logger } = options;
  const memory = createMemory(options.stateFile, logger);
  applyTheme(memory.state().theme);
  const ground = (): string => groundOf(memory.state().theme, nativeTheme.shouldUseDarkColors);
  const paint = (): void => {
    for (const window of BrowserWindow.getAllWindows()) window.setBackgroundColor(ground());
  };
  nativeTheme.on('updated', paint);

  const opened = new Set<Electron.BrowserWindow>();
  const newest = (): Electron.BrowserWindow | null => [...opened].at(-1) ?? null;
  let tellLastClosed = (): void => undefined;

  const open = (first?: FirstView): Electron.BrowserWindow => {
    const before = newest();
    const { bounds: stored, isMaximized } = memory.state();
    const place = placeWindow(stored, workAreas());
    // Another window stands beside the one it was opened from, not on it.
    const bounds = before === null ? place : { ...place, x: place.x + 24, y: place.y + 24 };
    const window = new BrowserWindow({
      ...bounds,
      ...appearance(ground()),
      webPreferences: webPreferences(options),
    });
    if (isMaximized && before === null) window.maximize();
    opened.add(window);
    window.on('closed', () => {
      opened.delete(window);
      if (opened.size === 0) tellLastClosed();
    });
    memory.follow(window);
    reviveAfterCrash(window, logger);
    options.onOpened?.(window);
    const fragment = first === undefined ? '' : toFragment(first);
    const page = fragment === '' ? (options.page ?? appPage) : `${appPage}#${fragment}`;
    void window.loadURL(page).catch((cause: unknown) => logger.error('the page did not load', {}, cause));
    return window;
  };

  return {
    list: () => [...opened],
    ground,
    onLastClosed(listener) {
      tellLastClosed = listener;
    },
    open,
    show(wanted, conversationId) {
      const window = wanted ?? newest() ?? open({ conversationId: conversationId ?? null, command: null });
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
      return window;
    },
    setTheme(theme) {
      if (theme === memory.state().theme) return;
      memory.keep({ theme });
      applyTheme(theme);
      paint();
    },
  };
}

interface Memory {
  readonly state: () => WindowState;
  readonly keep: (change: Partial<WindowState>) => void;
  /** Keeps where the window stands whenever it has come to rest, and when it closes. */
  readonly follow: (window: Electron.BrowserWindow) => void;
}

function createMemory(stateFile: string, logger: Logger): Memory {
  let state = readWindowState(stateFile);
  const keep = (change: Partial<WindowState>): void => {
    state = { ...state, ...change };
    try {
      writeWindowState(stateFile, state);
    } catch (cause) {
      logger.warn('the window state could not be saved', { reason: String(cause) });
    }
  };
  const follow = (window: Electron.BrowserWindow): void => {
    const keepPlace = (): void => {
      if (!window.isDestroyed())
        keep({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
    };
    const rest = debounce(500, keepPlace);
    window.on('resize', rest.soon).on('move', rest.soon);
    window.on('close', () => {
      rest.cancel();
      keepPlace();
    });
  };
  return { state: () => state, keep, follow };
}

/** Whether a message comes from the top frame of a window of ours that shows our own page. */
export function isFromOwnPage(event: IpcMainEvent): boolean {
  const frame = event.senderFrame;
  return (
    frame !== null &&
    frame === event.sender.mainFrame &&
    frame.origin === appOrigin &&
    isAppPage(frame.url) &&
    BrowserWindow.fromWebContents(event.sender) !== null
  );
}

function workAreas(): Electron.Rectangle[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  return [primary, ...others].map((display) => display.workArea);
}

function appearance(backgroundColor: string): Electron.BrowserWindowConstructorOptions {
  return {
    title: 'Parley',
    show: true,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    backgroundColor,
    autoHideMenuBar: true,
  };
}

function applyTheme(theme: Theme): void {
  nativeTheme.themeSource = theme === 'high-contrast' ? 'dark' : theme;
}

function debounce(
  delayMs: number,
  run: () => void,
): { readonly soon: () => void; readonly cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    soon: () => {
      clearTimeout(timer);
      timer = setTimeout(run, delayMs);
    },
    cancel: () => clearTimeout(timer),
  };
}
