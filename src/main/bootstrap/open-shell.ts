import { join } from 'node:path';
import { app, session } from 'electron';
import { createImageDoor, type ImageDoor } from '#main/platform/app-image';
import { serveApp } from '#main/platform/app-protocol';
import { guardAllContents } from '#main/platform/contents-rules';
import { attachContextMenu } from '#main/platform/context-menu';
import { reviewPage } from '#main/platform/app-origin';
import { confirmLink, keepLink } from '#main/platform/dialogs';
import { createLinkGate } from '#main/platform/external-links';
import type { FileLogger } from '#main/platform/log/logger';
import { createPortIntake, type PortIntake } from '#main/platform/port-intake';
import { keepScreenshot } from '#main/platform/screenshots';
import { applySessionRules } from '#main/platform/session-rules';
import type { PageOptions } from '#main/platform/window-page';
import { createWindows, type Windows } from '#main/platform/windows';
import type { DataFolders } from './data-folders';
import type { Phases } from './phases';

/** Everything a person sees that needs no data: made first, so that the window is there while the engine starts. */
export interface Shell {
  readonly windows: Windows;
  readonly intake: PortIntake;
  readonly images: ImageDoor;
  /** What every page is given. */
  readonly page: PageOptions;
  /** When the first page has its files. */
  readonly pageServed: Promise<void>;
  readonly onOpened: (window: Electron.BrowserWindow) => void;
}

const outFolder = (): string => join(app.getAppPath(), 'out');

/** Opens the first window. Call when the app is ready. `isReview`: nothing in it reaches a network. */
export function openShell(
  phases: Phases,
  folders: DataFolders,
  logger: FileLogger,
  { isReview }: { readonly isReview: boolean } = { isReview: false },
): Shell {
  return phases.run('shell', (atEnd) => {
    const openLink = createLinkGate(isReview ? keepLink : confirmLink, logger);
    guardAllContents(openLink, logger);
    // What a review shows is in memory: Chromium keeps nothing of it.
    const own = isReview ? session.fromPartition('review') : session.defaultSession;
    applySessionRules(own, !isReview);
    if (isReview) applySessionRules(session.defaultSession, false);
    const images = createImageDoor();
    const pageServed = serveApp(own, join(outFolder(), 'renderer'), images.find);
    const intake = createPortIntake(logger);
    const page = {
      preload: join(outFolder(), 'preload', 'index.cjs'),
      session: own,
      hasDeveloperTools: !app.isPackaged,
    };
    const onOpened = (window: Electron.BrowserWindow): void => attachContextMenu(window, openLink, logger);
    const windows = createWindows({
      ...page,
      ...(isReview ? { page: reviewPage } : {}),
      stateFile: folders.windowState,
      logger,
      onOpened,
    });
    const window = windows.open();
    const screenshot = process.env['PARLEY_SCREENSHOT'];
    if (screenshot !== undefined && screenshot !== '') atEnd(keepScreenshot(window, screenshot, logger));
    return { windows, intake, images, page, pageServed, onOpened };
  });
}
