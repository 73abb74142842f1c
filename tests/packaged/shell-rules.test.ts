import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { lstatSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchApp, type RunningApp } from '../harness/electron-app';
import { packedApp } from './packaged-app';
import { expectOwnRules, openQuickWindow } from './quick-rules';

/** Chromium's names; whatever is asked for is denied. */
const permissions =
  'geolocation notifications push midi camera microphone background-sync ambient-light-sensor accelerometer gyroscope magnetometer clipboard-read clipboard-write payment-handler persistent-storage storage-access window-management local-fonts display-capture screen-wake-lock idle-detection periodic-background-sync nfc'.split(
    ' ',
  );

/** The rules are read off the running packed app and tried from inside its page; nothing here trusts the sources. */
describe.runIf(process.platform === 'linux')('the shell of the packed app', () => {
  let running: RunningApp;
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.end('reached');
  });
  const udp = createSocket('udp4');
  let origin: string;

  beforeAll(async () => {
    udp.on('message', () => (requests += 1));
    udp.bind(0, '127.0.0.1');
    server.listen(0, '127.0.0.1');
    await Promise.all([once(server, 'listening'), once(udp, 'listening')]);
    origin = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    running = await launchApp({
      packed: packedApp('for-tests'),
      env: { OPENAI_API_KEY: 'sk-canary-in-environment', PARLEY_DEFAULT_MODEL: 'guide/guide' },
    });
    await running.app.evaluate(({ dialog, shell }) => {
      const seen: { asked: string[]; opened: string[] } = { asked: [], opened: [] };
      Object.assign(globalThis, { seen });
      Object.assign(dialog, {
        showMessageBox: (...parameters: unknown[]) => {
          seen.asked.push(JSON.stringify(parameters.at(-1)));
          return Promise.resolve({ response: 0, checkboxChecked: false });
        },
      });
      Object.assign(shell, { openExternal: (url: string) => Promise.resolve(seen.opened.push(url)) });
    });
    await running.page.getByRole('textbox', { name: 'Message', exact: true }).waitFor();
  }, 180_000);
  afterAll(async () => {
    await running.close();
    server.close();
    udp.close();
  });

  /** What the person was asked, and what was opened; every question is answered with its default, Cancel. */
  const seen = () =>
    running.app.evaluate(
      () => (globalThis as unknown as { seen: { asked: string[]; opened: string[] } }).seen,
    );
  const forget = () =>
    running.app.evaluate(() => {
      const { seen: record } = globalThis as unknown as { seen: { asked: string[]; opened: string[] } };
      record.asked.length = 0;
    });

  it('starts without a problem on the console of its page', () => {
    expect(running.problems).toEqual([]);
  });

  it('gives every page the safe preferences, the quick window’s too', async () => {
    const quick = await openQuickWindow(running);
    const all = await running.app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => {
        const preferences = (
          contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
        ).getLastWebPreferences();
        const names = [
          'sandbox',
          'contextIsolation',
          'nodeIntegration',
          'webSecurity',
          'webviewTag',
          'devTools',
        ];
        return Object.fromEntries(names.map((name) => [name, preferences[name]]));
      }),
    );
    const safe = {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    };
    expect(all).toEqual([safe, safe]);
    await expectOwnRules(running, quick);
  });

  it('gives the page nothing of Node or Electron', async () => {
    const found = await running.page.evaluate(() =>
      ['require', 'process', 'module', 'global', 'Buffer', 'electron', 'ipcRenderer', '__dirname'].filter(
        (name) => name in window,
      ),
    );
    expect(found).toEqual([]);
  });

  it('sends the strict policy with every answer, also for what is not there', async () => {
    const session = await running.page.context().newCDPSession(running.page);
    await session.send('Network.enable');
    const policies: string[] = [];
    session.on('Network.responseReceived', ({ response }) => {
      policies.push(
        response.headers['Content-Security-Policy'] ?? response.headers['content-security-policy'] ?? '',
      );
    });
    await running.page.reload();
    await running.page.getByRole('textbox', { name: 'Message', exact: true }).waitFor();
    expect(policies.length).toBeGreaterThan(0);
    for (const policy of policies) {
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "object-src 'none'",
        "require-trusted-types-for 'script'",
      ]) {
        expect(policy).toContain(rule);
      }
      expect(policy).not.toMatch(/unsafe-eval|http|\*/);
    }
  });

  it('runs no script that a text could bring, and counts each try', async () => {
    const result = await running.page.evaluate(async () => {
      const violations: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) =>
        violations.push(event.effectiveDirective),
      );
      const attempts: [string, () => unknown][] = [
        ['innerHTML', () => (document.createElement('div').innerHTML = '<img src=x onerror="window.hit=1">')],
        ['insertAdjacentHTML', () => document.body.insertAdjacentHTML('beforeend', '<b>x</b>')],
        ['javascript:', () => (location.href = 'javascript:window.hit=1')],
        ['string timer', () => setTimeout('window.hit=1' as unknown as () => void, 0)],
        [
          'inline script',
          () => {
            const script = document.createElement('script');
            script.append('window.hit=1');
            document.head.append(script);
          },
        ],
        [
          'data script',
          () => {
            const script = document.createElement('script');
            script.setAttribute('src', 'data:text/javascript,window.hit=1');
            document.head.append(script);
          },
        ],
      ];
      for (const [, attempt] of attempts) {
        try {
          attempt();
        } catch {
          // Trusted Types throw.
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { hit: 'hit' in window, violations: violations.length };
    });
    expect(result.hit).toBe(false);
    expect(result.violations).toBeGreaterThanOrEqual(5);
  });

  it('lets nothing reach a network from the page', async () => {
    const udpPort = udp.address().port;
    const outcome = await running.page.evaluate(
      async ([host, stun]) => {
        const failed: string[] = [];
        const swallow = async (name: string, attempt: () => unknown): Promise<void> => {
          try {
            await attempt();
          } catch {
            failed.push(name);
          }
        };
        const element = (tag: string, attributes: Record<string, string>) => () => {
          const made = document.createElement(tag);
          for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
          document.body.append(made);
        };
        await swallow('fetch', () => fetch(`http://${host}/fetch`, { mode: 'no-cors' }));
        await swallow('beacon', () => navigator.sendBeacon(`http://${host}/beacon`, 'x'));
        await swallow('socket', () => new WebSocket(`ws://${host}/socket`));
        await swallow('events', () => new EventSource(`http://${host}/events`));
        await swallow('worker', () => new Worker(`http://${host}/worker.js`));
        await swallow('import', () => import(/* @vite-ignore */ `http://${host}/module.js`));
        await swallow('image', element('img', { src: `http://${host}/image.png` }));
        await swallow('frame', element('iframe', { src: `http://${host}/frame` }));
        await swallow('embed', element('embed', { src: `http://${host}/embed` }));
        await swallow('style', element('link', { rel: 'stylesheet', href: `http://${host}/style.css` }));
        await swallow('prefetch', element('link', { rel: 'prefetch', href: `http://${host}/prefetch` }));
        await swallow('prerender', element('link', { rel: 'prerender', href: `http://${host}/prerender` }));
        await swallow('preconnect', element('link', { rel: 'preconnect', href: `http://${host}` }));
        await swallow('dns', element('link', { rel: 'dns-prefetch', href: `http://${host}` }));
        await swallow('video', element('video', { src: `http://${host}/video`, autoplay: '' }));
        await swallow('window', () => window.open(`http://${host}/window`));
        await swallow('form', () => {
          const form = document.createElement('form');
          form.action = `http://${host}/form`;
          document.body.append(form);
          form.submit();
        });
        await swallow('webrtc', async () => {
          const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${stun}` }] });
          connection.createDataChannel('x');
          await connection.setLocalDescription(await connection.createOffer());
        });
        await new Promise((resolve) => setTimeout(resolve, 1500));
        return { failed, url: location.href };
      },
      [origin, String(udpPort)] as const,
    );
    expect(outcome.failed).toContain('fetch');
    expect(outcome.url).toMatch(/^app:\/\/parley\/index\.html/);
    expect(requests).toBe(0);
    // The recorder does see a request that comes.
    await fetch(`http://${origin}/control`);
    expect(requests).toBe(1);
    expect(running.app.windows()).toHaveLength(1);
  });

  describe('the frame that draws diagrams', () => {
    const address = 'app://diagram/index.html';
    const openFrame = async (sandbox: string | null): Promise<Frame> => {
      await running.page.evaluate(
        ([url, tokens]) =>
          new Promise((resolve) => {
            const element = document.createElement('iframe');
            if (tokens !== null) element.setAttribute('sandbox', tokens);
            element.src = url;
            element.addEventListener('load', resolve);
            document.body.append(element);
          }),
        [address, sandbox] as const,
      );
      const frame = running.page.frames().at(-1);
      if (frame === undefined) throw new Error('There is no frame');
      return frame;
    };
    const removeFrames = () =>
      running.page.evaluate(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

    it('is in no window before a diagram is', async () => {
      // One was left by what was tried before; a reload has only what is the app's.
      await running.page.reload();
      await running.page.getByRole('textbox', { name: 'Message', exact: true }).waitFor();
      expect(running.page.frames()).toHaveLength(1);
      expect(await running.page.evaluate(() => document.querySelectorAll('iframe').length)).toBe(0);
    });

    it('is answered with a policy of its own for three files, and nothing else is there', async () => {
      const answers = await running.app.evaluate(async ({ session }) => {
        const names = [
          'index.html',
          'mermaid.js',
          'frame.js',
          'other.js',
          '../index.html',
          'assets/x.js',
          '',
        ];
        return Promise.all(
          names.map(async (name) => {
            const answer = await session.defaultSession.fetch(`app://diagram/${name}`);
            return [name, answer.status, answer.headers.get('content-security-policy') ?? ''] as const;
          }),
        );
      });
      expect(answers.map(([name, status]) => `${name} ${String(status)}`)).toEqual([
        'index.html 200',
        'mermaid.js 200',
        'frame.js 200',
        'other.js 404',
        '../index.html 200',
        'assets/x.js 404',
        ' 404',
      ]);
      for (const [, , policy] of answers.filter(([, status]) => status === 200)) {
        expect(policy.split('; ')).toEqual([
          'sandbox allow-scripts',
          "default-src 'none'",
          'script-src app://diagram/mermaid.js app://diagram/frame.js',
          "script-src-attr 'none'",
          "style-src 'unsafe-inline'",
          'frame-ancestors app://parley',
          "base-uri 'none'",
          "form-action 'none'",
          "webrtc 'block'",
        ]);
      }
    });

    it.each(['allow-scripts', null, 'allow-scripts allow-same-origin allow-popups allow-top-navigation'])(
      'has the origin of nobody, a process of its own, no preload and nothing of Node, asked for with sandbox %s',
      async (sandbox) => {
        const frame = await openFrame(sandbox);
        const found = await frame.evaluate(() => ({
          origin: self.origin,
          drawsWith: typeof (globalThis as { mermaid?: unknown }).mermaid,
          ofNode: ['require', 'process', 'module', 'global', 'Buffer', 'electron', 'ipcRenderer'].filter(
            (name) => name in globalThis,
          ),
        }));
        expect(found).toEqual({ origin: 'null', drawsWith: 'object', ofNode: [] });
        const all = await running.app.evaluate(({ webContents }) =>
          (webContents.getAllWebContents()[0]?.mainFrame.framesInSubtree ?? []).map((one) => ({
            url: one.url.replace(/#.*/, ''),
            process: one.osProcessId,
          })),
        );
        expect(all.map(({ url }) => url)).toEqual(['app://parley/index.html', address]);
        expect(new Set(all.map(({ process }) => process)).size).toBe(2);
        await removeFrames();
      },
    );

    it('reaches no network, no window, no storage and no other page, whatever runs in it', async () => {
      await forget();
      const before = requests;
      let frame = await openFrame('allow-scripts');
      const outcome = await frame.evaluate(
        async ([host, stun]) => {
          const failed: string[] = [];
          const attempt = async (name: string, act: () => unknown): Promise<void> => {
            try {
              await act();
            } catch {
              failed.push(name);
            }
          };
          const element = (tag: string, attributes: Record<string, string>) => () => {
            const made = document.createElement(tag);
            for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
            document.body.append(made);
          };
          await attempt('fetch', () => fetch(`http://${host}/fetch`, { mode: 'no-cors' }));
          await attempt('fetch of the window', () => fetch('app://parley/index.html', { mode: 'no-cors' }));
          await attempt('fetch of an image', () => fetch(`app://parley/media/${'0'.repeat(64)}`));
          await attempt('beacon', () => navigator.sendBeacon(`http://${host}/beacon`, 'x'));
          await attempt('socket', () => new WebSocket(`ws://${host}/socket`));
          await attempt('worker', () => new Worker(`http://${host}/worker.js`));
          await attempt('worker of text', () => new Worker(URL.createObjectURL(new Blob(['1']))));
          await attempt('import', () => import(/* @vite-ignore */ `http://${host}/module.js`));
          // In a task of the page: what a debugger runs itself may evaluate.
          const inTask = (act: () => unknown) =>
            new Promise((resolve, reject) =>
              setTimeout(() => {
                try {
                  resolve(act());
                } catch (error) {
                  reject(error instanceof Error ? error : new Error('refused'));
                }
              }, 0),
            );
          await attempt('evaluation', () => inTask(() => (0, eval)('1')));
          await attempt('document', () => parent.document.title);
          await attempt('bridge', () => (parent as unknown as { bridge: unknown }).bridge);
          await attempt('top', () => {
            if (top !== null) top.location.href = `http://${host}/top`;
          });
          await attempt('local storage', () => localStorage.setItem('x', 'x'));
          await attempt('cookies', () => (document.cookie = 'x=1'));
          await attempt('database', () => indexedDB.open('x'));
          await attempt('caches', () => caches.open('x'));
          await attempt('service worker', () => navigator.serviceWorker.register('app://diagram/frame.js'));
          await attempt('image', element('img', { src: `http://${host}/image.png` }));
          await attempt('frame', element('iframe', { src: `http://${host}/frame` }));
          await attempt('frame of the window', element('iframe', { src: 'app://parley/index.html' }));
          await attempt('embed', element('embed', { src: `http://${host}/embed` }));
          await attempt('style', element('link', { rel: 'stylesheet', href: `http://${host}/style.css` }));
          await attempt('prefetch', element('link', { rel: 'prefetch', href: `http://${host}/prefetch` }));
          await attempt('preconnect', element('link', { rel: 'preconnect', href: `http://${host}` }));
          await attempt('script', element('script', { src: `http://${host}/script.js` }));
          await attempt('font', () => {
            const style = document.createElement('style');
            style.append(
              `@font-face { font-family: x; src: url(http://${host}/font) } body { font-family: x }`,
            );
            document.head.append(style);
            document.body.append('text');
          });
          await attempt('window', () => {
            if (window.open(`http://${host}/window`) === null) throw new Error('no window');
          });
          await attempt('form', () => {
            const form = document.createElement('form');
            form.action = `http://${host}/form`;
            document.body.append(form);
            form.submit();
          });
          await attempt('webrtc', async () => {
            const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${stun}` }] });
            connection.createDataChannel('x');
            await connection.setLocalDescription(await connection.createOffer());
          });
          const { port1, port2 } = new MessageChannel();
          let isServed = false;
          port1.onmessage = () => (isServed = true);
          parent.postMessage({ type: 'parley:port' }, '*', [port2]);
          port1.postMessage({ id: 1, route: 'app.info', input: {} });
          await new Promise((resolve) => setTimeout(resolve, 1_500));
          return { failed, isServed, url: location.href };
        },
        [origin, String(udp.address().port)] as const,
      );
      expect(outcome).toMatchObject({ isServed: false, url: address });
      for (const name of [
        'fetch',
        'fetch of the window',
        'fetch of an image',
        'import',
        'evaluation',
        'document',
        'bridge',
        'top',
        'local storage',
        'cookies',
        'caches',
        'service worker',
        'window',
      ])
        expect(outcome.failed).toContain(name);
      // All it can do is to leave its own page for none: then nothing is drawn, and the window makes another frame.
      await frame.evaluate(() => void setTimeout(() => (location.href = 'file:///etc/passwd'), 0));
      for (const url of [`http://${origin}/location`, 'app://parley/index.html']) {
        await frame.evaluate((target) => void setTimeout(() => (location.href = target), 0), url);
        await frame.waitForURL('chrome-error://chromewebdata/', { waitUntil: 'commit' });
        await removeFrames();
        frame = await openFrame('allow-scripts');
      }
      expect(requests).toBe(before);
      expect(running.page.url()).toMatch(/^app:\/\/parley\/index\.html/);
      expect(running.app.windows()).toHaveLength(1);
      expect(await seen()).toEqual({ asked: [], opened: [] });
      await removeFrames();
    });
  });

  it('denies every permission', async () => {
    const granted = await running.page.evaluate(async (names) => {
      const states = await Promise.all(
        names.map(async (name) => {
          try {
            return (await navigator.permissions.query({ name: name as PermissionName })).state === 'granted'
              ? name
              : '';
          } catch {
            return '';
          }
        }),
      );
      return states.filter((name) => name !== '');
    }, permissions);
    expect(granted).toEqual([]);
    const asked = await running.page.evaluate(async () => {
      const position = new Promise<string>((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          () => resolve('denied'),
        ),
      );
      const media = navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        () => 'denied',
      );
      const notification = Notification.requestPermission();
      return Promise.all([position, media, notification]);
    });
    expect(asked).toEqual(['denied', 'denied', 'denied']);
  });

  it('goes to no other page, and asks the person before a link leaves', async () => {
    await forget();
    for (const url of [
      'file:///etc/passwd',
      'data:text/html,x',
      'app://parley/missing.html',
      'app://other/',
      'smb://host/x',
      'javascript:1',
    ]) {
      await running.page.evaluate((target) => {
        const link = document.createElement('a');
        link.href = target;
        document.body.append(link);
        link.click();
      }, url);
    }
    expect(await seen()).toEqual({ asked: [], opened: [] });
    await running.page.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'https://xn--80ak6aa92e.test/path';
      document.body.append(link);
      link.click();
    });
    await expect.poll(async () => (await seen()).asked.length).toBe(1);
    expect((await seen()).asked[0]).toContain('xn--80ak6aa92e.test');
    expect((await seen()).opened).toEqual([]);
    expect(running.page.url()).toMatch(/^app:\/\/parley\/index\.html/);
  });

  it('opens no developer tools', async () => {
    const isOpen = await running.app.evaluate(({ webContents }) => {
      const [contents] = webContents.getAllWebContents();
      contents?.openDevTools();
      return contents?.isDevToolsOpened();
    });
    expect(isOpen).toBe(false);
    expect(await running.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
  });

  it('brings a page back that blanks itself', async () => {
    const { page } = running;
    const back = page.waitForURL(/^app:\/\/parley\/index\.html/, { waitUntil: 'load' });
    await page.evaluate(() => void setTimeout(() => (location.href = 'about:blank'), 0));
    await page.waitForURL('about:blank', { waitUntil: 'commit' }).catch(() => undefined);
    await back;
    await page.getByRole('textbox', { name: 'Message', exact: true }).waitFor();
  });

  it('has a channel for ports and one for the place of a drop, and serves no frame', async () => {
    const channels = await running.app.evaluate(({ ipcMain }) => ({
      // Electron itself listens for errors.
      listened: ipcMain
        .eventNames()
        .map(String)
        .filter((name) => name !== 'error'),
      handled: [...(ipcMain as unknown as { _invokeHandlers: Map<string, unknown> })._invokeHandlers.keys()],
    }));
    expect(channels).toEqual({ listened: ['parley:port', 'parley:dropped'], handled: [] });
  });

  it('leaves no key in the environment of the main process', async () => {
    const env = await running.app.evaluate(() => JSON.stringify(process.env));
    expect(env).not.toContain('sk-canary-in-environment');
  });

  it('closes its data to other users', () => {
    expect(lstatSync(running.dataFolder).mode & 0o777).toBe(0o700);
    // Chromium's own caches have modes of their own; the folder above keeps everyone out of them.
    const ours =
      /^(?:parley\.db.*|blobs|snapshots|quarantine|logs|window-state\.json|app\.lock.*|ballast)(?:\/|$)/;
    const open = walk(running.dataFolder).filter(
      ({ path, mode }) => ours.test(relative(running.dataFolder, path)) && (mode & 0o077) !== 0,
    );
    expect(open).toEqual([]);
  });

  it('streams an answer from the Guide into the transcript', async () => {
    const { page } = running;
    await page.getByRole('textbox', { name: 'Message', exact: true }).fill('How do I add a key?');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('article[data-role="assistant"][data-status="complete"]').waitFor();
    expect((await page.locator('article[data-role="assistant"]').innerText()).length).toBeGreaterThan(40);
  });
});

function walk(folder: string): { path: string; mode: number }[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const status = lstatSync(path);
    const own = { path, mode: status.mode & 0o777 };
    return status.isDirectory() ? [own, ...walk(path)] : [own];
  });
}
