import { BrowserWindow, session, type Session } from 'electron';
import { AppError, appError } from '#shared/errors/app-error';
import type { PrintPage } from '#main/ports/export-output';
import { appScheme } from './app-origin';
import { applySessionRules } from './session-rules';
import { writeChunks } from './write-file-safely';

/** The one page that its session can load. */
const printedPage = 'app://parley/print';

/** In inches; the header and the footer stand in them. */
const margins = { top: 0.75, bottom: 0.75, left: 0.7, right: 0.7 };

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (mark) => `&#${mark.codePointAt(0) ?? 32};`);

const strip = (content: string): string =>
  `<div style="width:100%;padding:0 0.7in;font:8px system-ui,sans-serif;color:#5a5f69;display:flex;justify-content:space-between">${content}</div>`;

const headerOf = (title: string): string =>
  strip(
    `<span dir="auto" style="overflow:hidden;white-space:nowrap;text-overflow:ellipsis">${escape(title)}</span>`,
  );
const footer = strip(
  '<span></span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span>',
);

interface Printer {
  readonly window: BrowserWindow;
  /** What the page is read from now. */
  from: string;
}

/** In a session of its own, in memory: no network, no script, no file but the one that is printed. */
function createPrinter(): Printer {
  const own: Session = session.fromPartition(`print-${Date.now()}`, { cache: false });
  applySessionRules(own);
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: own,
      javascript: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      disableDialogs: true,
      devTools: false,
      spellcheck: false,
    },
  });
  const printer = { window, from: '' };
  // oxlint-disable-next-line typescript/no-deprecated -- reads the file by pieces, without Node's whole fetch
  own.protocol.registerFileProtocol(appScheme, ({ url }, answer) =>
    url === printedPage ? answer({ path: printer.from, mimeType: 'text/html' }) : answer({ error: -6 }),
  );
  return printer;
}

/** A hidden page stays for the next one this long: a folder of PDFs is printed by one. */
const idleMs = 5_000;

/** Prints pages, one after the other, on A4 with the title and page numbers. */
export function createPagePrinter(): PrintPage {
  let printer: Printer | null = null;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();
  const giveUp = (): void => {
    clearTimeout(idle);
    printer?.window.destroy();
    printer = null;
  };
  const print: PrintPage = async ({ from, to, title }) => {
    clearTimeout(idle);
    try {
      printer ??= createPrinter();
      printer.from = from;
      const contents = printer.window.webContents;
      await contents.loadURL(printedPage);
      const pdf = await contents.printToPDF({
        pageSize: 'A4',
        margins,
        printBackground: true,
        displayHeaderFooter: true,
        headerTemplate: headerOf(title),
        footerTemplate: footer,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
      });
      await writeChunks(to, [pdf]);
    } catch (cause) {
      giveUp();
      if (cause instanceof Error && 'code' in cause && 'syscall' in cause) throw cause;
      const failed = new AppError(
        appError('export.not-written', 'The PDF could not be made. Export a web page and print it.'),
      );
      failed.cause = cause;
      throw failed;
    }
    idle = setTimeout(giveUp, idleMs).unref();
  };
  return (page) => {
    const printed = last.then(() => print(page));
    last = printed.catch(() => undefined);
    return printed;
  };
}
