import { app, BrowserWindow, type WebContents } from 'electron';
import type { Logger } from '#main/ports/logger';
import {
  appPage,
  diagramPage,
  isAppPage,
  isQuickPage,
  isReviewPage,
  quickPage,
  reviewPage,
} from './app-origin';
import type { OpenLink } from './external-links';

/** Applies to every page there ever is, whoever made it: no navigation, no new window, no webview; links go to the gate. */
export function guardAllContents(openLink: OpenLink, logger: Logger): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, openLink, logger));
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  app.on('login', (event) => event.preventDefault());
  app.on('select-client-certificate', (event, _contents, _url, _list, answer) => {
    event.preventDefault();
    answer();
  });
}

function guard(contents: WebContents, openLink: OpenLink, logger: Logger): void {
  const follow = (url: string): void => {
    void openLink(url, BrowserWindow.fromWebContents(contents));
  };
  contents.setWindowOpenHandler(({ url }) => {
    follow(url);
    return { action: 'deny' };
  });
  contents.on('will-navigate', (event) => {
    // A reload is the only navigation there is.
    if (event.isMainFrame && isAppPage(event.url) && isAppPage(contents.getURL())) return;
    event.preventDefault();
    follow(event.url);
  });
  contents.on('will-frame-navigate', (event) => {
    // The one frame there is, on its way to its one page; it goes nowhere from there.
    if (!event.isMainFrame && !isDiagramFrame(event)) event.preventDefault();
  });
  let home = appPage;
  // A page may blank itself without asking: the window must not stay empty.
  contents.on('did-navigate', (_event, url) => {
    if (isAppPage(url)) home = homeOf(url);
    if (isAppPage(url) || url.startsWith('devtools:')) return;
    logger.warn('a page left its address and was brought back', { scheme: url.split(':', 1)[0] });
    void contents.loadURL(home).catch((cause: unknown) => logger.error('the page did not load', {}, cause));
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.on('preload-error', (_event, path, cause) => logger.error('a preload failed', { path }, cause));
}

function homeOf(url: string): string {
  if (isQuickPage(url)) return quickPage;
  return isReviewPage(url) ? reviewPage : appPage;
}

/** Whether a frame of our own page goes to the page that draws diagrams for the first time. */
function isDiagramFrame({
  url,
  frame,
}: Electron.Event<Electron.WebContentsWillFrameNavigateEventParams>): boolean {
  return (
    url === diagramPage && frame?.parent === frame?.top && (frame?.url === '' || frame?.url === 'about:blank')
  );
}
