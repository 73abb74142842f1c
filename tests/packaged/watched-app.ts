import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { launchApp, type RunningApp } from '../harness/electron-app';
import { watchPage, type PageReport } from './page-watch';
import { packedApp } from './packaged-app';

/** What the main process of the app was seen to do since it began to be watched. */
export interface ShellReport {
  /** Questions put to the person, each with its message and detail; all are answered with Cancel. */
  readonly asked: string[];
  /** Handed to the system: addresses, files, folders, sounds. */
  readonly opened: string[];
  /** Navigations of any frame, with the address. */
  readonly navigations: string[];
  /** Web contents and frames that came to be. */
  readonly created: string[];
  /** Permissions that a page asked for. */
  readonly permissions: string[];
  /** Addresses that a page asked for, whether or not it got them, but for the app's own files. */
  readonly requests: string[];
  readonly clipboard: string[];
  /** Titles that the window had. */
  readonly titles: string[];
  /** What the desktop was told, as its server gets it: `title\nbody`. */
  readonly notified: string[];
}

export interface WatchedApp extends RunningApp {
  /** Host and port of a listener that nothing may reach, over TCP or UDP. */
  readonly trap: string;
  /** How often it was reached. */
  readonly reached: () => number;
  readonly shellReport: () => Promise<ShellReport>;
  /** After what the test itself did. */
  readonly forget: () => Promise<void>;
  readonly pageReport: () => Promise<PageReport>;
  /** Settles when the window has drawn this many code units of the replies that streamed into it. */
  readonly drawn: (total: number) => Promise<void>;
  /** What is in the document now, looked at as the live replies are. */
  readonly lookAtAll: () => Promise<void>;
}

interface Options {
  readonly env: Readonly<Record<string, string>>;
  readonly dataFolder?: string;
}

/** TCP and UDP on one port of the loopback. */
export async function setTrap() {
  let count = 0;
  const server = createServer((_request, response) => {
    count += 1;
    response.end('reached');
  });
  server.on('connection', () => (count += 1));
  const udp = createSocket('udp4');
  udp.on('message', () => (count += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  return {
    host: `127.0.0.1:${port}`,
    reached: () => count,
    close: () => {
      server.close();
      udp.close();
    },
  };
}

/**
 * The packed app, looked at from outside: what its main process opens, asks and loads, what its page holds at every step.
 * Batches leave for the window as soon as the provider has said something, instead of 30 times a second.
 */
export async function watchApp({ env, dataFolder }: Options): Promise<WatchedApp> {
  const trap = await setTrap();
  const running = await launchApp({
    packed: packedApp('for-tests'),
    env,
    ...(dataFolder === undefined ? {} : { dataFolder }),
  });
  const isReady = () => running.page.getByRole('textbox', { name: 'Message', exact: true }).waitFor();
  await isReady();
  await watchShell(running);
  let total = 0;
  const waiting: { readonly at: number; readonly done: () => void }[] = [];
  await running.page.exposeBinding('tellDrawn', (_source, units: number) => {
    total = units;
    for (const wait of waiting.splice(0)) {
      if (wait.at <= total) wait.done();
      else waiting.push(wait);
    }
  });
  await running.page.addInitScript(watchPage);
  await running.page.reload();
  await isReady();
  const report = (): Promise<ShellReport> =>
    running.app.evaluate(() => (globalThis as unknown as { seenOfShell: ShellReport }).seenOfShell);
  const forget = (): Promise<void> =>
    running.app.evaluate(() => {
      const { seenOfShell } = globalThis as unknown as { seenOfShell: Record<keyof ShellReport, string[]> };
      for (const list of Object.values(seenOfShell)) list.length = 0;
    });
  // The reload that the watching begins with is not the app's doing.
  await forget();
  return {
    ...running,
    trap: trap.host,
    // A directive that only newer Chromiums know is told of at each loading.
    get problems() {
      return running.problems.filter((problem) => !problem.includes("directive 'webrtc'"));
    },
    reached: trap.reached,
    shellReport: report,
    forget,
    pageReport: () => running.page.evaluate(() => window.pageWatch.report()),
    lookAtAll: () => running.page.evaluate(() => window.pageWatch.look(document.body)),
    drawn: (at) => (total >= at ? Promise.resolve() : new Promise((done) => waiting.push({ at, done }))),
    async close() {
      await running.close();
      trap.close();
    },
  };
}

async function watchShell({ app }: RunningApp): Promise<void> {
  await app.evaluate((electron) => {
    const seen: ShellReport = {
      asked: [],
      opened: [],
      navigations: [],
      created: [],
      permissions: [],
      requests: [],
      clipboard: [],
      titles: [],
      notified: [],
    };
    Object.assign(globalThis, { seenOfShell: seen });
    const note =
      (list: string[], answer: unknown) =>
      (...parameters: unknown[]): unknown => {
        list.push(JSON.stringify(parameters));
        return answer;
      };
    const { dialog, shell, clipboard, webContents, Notification } = electron;
    Notification.isSupported = () => true;
    Notification.prototype.show = function () {
      seen.notified.push(`${this.title}\n${this.body}`);
    };
    Object.assign(dialog, {
      showMessageBox: (...parameters: unknown[]) => {
        const { message, detail } = parameters.at(-1) as { message: string; detail: string };
        seen.asked.push(`${message}\n${detail}`);
        return Promise.resolve({ response: 0, checkboxChecked: false });
      },
      showOpenDialog: note(seen.opened, Promise.resolve({ canceled: true, filePaths: [] })),
      showSaveDialog: note(seen.opened, Promise.resolve({ canceled: true })),
      showErrorBox: note(seen.opened, undefined),
    });
    Object.assign(shell, {
      openExternal: note(seen.opened, Promise.resolve()),
      openPath: note(seen.opened, Promise.resolve('')),
      showItemInFolder: note(seen.opened, undefined),
      beep: note(seen.opened, undefined),
    });
    for (const name of [
      'writeText',
      'writeHTML',
      'writeRTF',
      'write',
      'writeBookmark',
      'writeImage',
      'clear',
    ]) {
      Object.assign(clipboard, { [name]: note(seen.clipboard, Promise.resolve()) });
    }
    const follow = (contents: Electron.WebContents): void => {
      contents.on('will-navigate', ({ url }) => seen.navigations.push(`will-navigate ${url}`));
      contents.on('will-frame-navigate', ({ url, frame }) => {
        // The way of the one frame there is to its one page.
        const isFirst = url === 'app://diagram/index.html' && frame?.url !== url;
        if (!isFirst) seen.navigations.push(`will-frame-navigate ${url}`);
      });
      contents.on('did-navigate', (_event, url) => seen.navigations.push(`did-navigate ${url}`));
      contents.on('did-navigate-in-page', (_event, url) => {
        // The app itself writes there which conversation it shows.
        if (!/^app:\/\/parley\/index\.html(?:#[\da-f-]{36})?$/.test(url))
          seen.navigations.push(`in page ${url}`);
      });
      contents.on('frame-created', (_event, { frame }) => {
        // The window makes one for its diagrams, and anew when one of them hangs.
        if (frame?.parent !== contents.mainFrame || contents.mainFrame.frames.length > 1)
          seen.created.push('frame');
      });
      contents.on('page-title-updated', (_event, title) => seen.titles.push(title));
    };
    electron.app.on('web-contents-created', () => seen.created.push('web contents'));
    electron.app.on('child-process-gone', (_event, { type }) => seen.created.push(`gone: ${type}`));
    const [contents] = webContents.getAllWebContents();
    if (contents === undefined) throw new Error('there is no window');
    follow(contents);
    // Denies as the app does, and counts.
    contents.session.setPermissionRequestHandler((_contents, permission, answer) => {
      seen.permissions.push(permission);
      answer(false);
    });
    const noteRequest = ({ url }: { readonly url: string }): void => {
      if (
        !/^app:\/\/(?:parley\/(?:index\.html|assets\/[\w.-]+\.(?:js|css|woff2))|diagram\/(?:index\.html|mermaid\.js|frame\.js))$/.test(
          url,
        )
      )
        seen.requests.push(url);
    };
    contents.session.webRequest.onCompleted(noteRequest);
    contents.session.webRequest.onErrorOccurred(noteRequest);
    // Text goes to the window at most every 33 ms: here it goes at once, so that a window draws every prefix.
    const later = globalThis.setTimeout;
    globalThis.setTimeout = Object.assign(
      (run: () => void, delay = 0, ...more: []) => later(run, delay <= 33 ? 0 : delay, ...more),
      later,
    );
  });
}
