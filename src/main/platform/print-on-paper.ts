import { BrowserWindow, session } from 'electron';
import { appPage, appScheme } from './app-origin';
import { pageHeaders } from './page-headers';
import { applySessionRules } from './session-rules';

/** Nothing but what the page itself holds: no script, nothing from anywhere. */
const contentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * Prints a page of our own making by the system's dialog, out of a window that nobody sees. False: it was not printed,
 * most often because the person chose not to.
 */
export async function printOnPaper(html: string): Promise<boolean> {
  const own = session.fromPartition(`print-${Date.now()}`);
  applySessionRules(own, false);
  const headers = { ...pageHeaders, 'Content-Security-Policy': contentSecurityPolicy };
  // oxlint-disable-next-line typescript/no-deprecated -- as in app-protocol.ts
  own.protocol.registerBufferProtocol(appScheme, (_request, answer) =>
    answer({ mimeType: 'text/html', charset: 'utf-8', headers, data: Buffer.from(html) }),
  );
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      javascript: false,
      spellcheck: false,
    },
  });
  try {
    await window.loadURL(appPage);
    return await new Promise<boolean>((resolve) => {
      window.webContents.print({ printBackground: true }, (isPrinted) => resolve(isPrinted));
    });
  } finally {
    window.destroy();
  }
}
