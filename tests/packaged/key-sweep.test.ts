import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CanarySweep, plantCanary } from '../harness/canary';
import { newDataFolder } from '../harness/electron-app';
import { startKeyring, type Keyring } from '../harness/keyring';
import { sweepFolder, walkFolder } from '../harness/sweep-folder';
import { canTrace } from '../reliability/trace-process';
import { startVendors, travel, type JourneyReport, type Vendors } from './key-journey';
import { packedApp } from './packaged-app';
import { plantKeys } from './planted-keys';
import { sniff, type Sniffer } from './sniffer';
import { setTrap } from './watched-app';

/** The servers on this computer that Parley looks for where it offers them: Ollama, LM Studio, llama.cpp, Jan. */
const lookedFor = ['127.0.0.1:11434', '127.0.0.1:1234', '127.0.0.1:8080', '127.0.0.1:1337'];
/** Made by Chromium before the first line of Parley runs: a number by chance, and what only a debugged app has. */
const ofChromium = ['Crashpad/client_id', 'DevToolsActivePort'];

describe.runIf(process.platform === 'linux')(
  'a planted key, after a whole journey through the packed app',
  () => {
    const keys = plantKeys();
    const control = plantCanary('an ordinary message');
    const sweep = new CanarySweep(Object.values(keys));
    const controls = new CanarySweep([control]);
    const scratch = mkdtempSync(join(tmpdir(), 'parley-journey-'));
    const folders = { data: newDataFolder(), home: '', temporary: '' };
    let keyring: Keyring;
    let vendors: Vendors;
    let sniffer: Sniffer | null = null;
    let trap: Awaited<ReturnType<typeof setTrap>>;
    let seen: JourneyReport;

    beforeAll(async () => {
      // As a folder is that something else has made.
      chmodSync(folders.data, 0o755);
      folders.home = mkdtempSync(join(scratch, 'home-'));
      folders.temporary = mkdtempSync(join(scratch, 'temporary-'));
      keyring = await startKeyring();
      vendors = await startVendors(keys);
      trap = await setTrap();
      const executable = packedApp('for-tests');
      if (canTrace) sniffer = sniff(executable);
      seen = await travel({
        executable: sniffer?.executable ?? executable,
        unwatched: executable,
        folders,
        keyring,
        vendors,
        keys,
        control,
        trap: trap.host,
      });
    }, 240_000);
    afterAll(async () => {
      trap.close();
      await Promise.all(Object.values(vendors).map((vendor) => vendor.stop()));
      await keyring.stop();
      sniffer?.remove();
      for (const folder of [scratch, folders.data])
        rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    });

    /** Sockets of the display, the session bus, the keychain's bus, name services of the system, and Chromium's own. */
    const isOfDesktop = (path: string): boolean =>
      /^@?\/tmp\/\.X11-unix\/X\d+$|^\/run\/dbus\/|^\/var\/run\/(?:dbus|nscd)\/|^$/.test(path) ||
      [
        folders.data,
        folders.temporary,
        folders.home,
        keyring.env.XDG_RUNTIME_DIR,
        join(keyring.env.XDG_RUNTIME_DIR, '..'),
      ].some((folder) => path.startsWith(`${folder}/`));

    it('leaves every folder and file of the data folder to its owner alone', () => {
      const entries = walkFolder(folders.data).filter(({ path }) => !ofChromium.includes(path));
      expect(entries.map(({ path }) => path)).toEqual(
        expect.arrayContaining(['parley.db', 'logs', 'snapshots']),
      );
      const open = entries.filter(
        ({ isFolder, isFile, mode }) => (isFolder && mode !== 0o700) || (isFile && mode !== 0o600),
      );
      expect(open).toEqual([]);
      expect(statSync(folders.data).mode & 0o777).toBe(0o700);
    });

    it('is in the keychain, where another program finds it, and each vendor was sent its own', () => {
      for (const account of ['openai', 'anthropic', 'workshop'] as const) {
        const { stdout } = spawnSync('secret-tool', ['search', '--all', 'account', account], {
          env: { ...process.env, ...keyring.env },
          encoding: 'utf8',
        });
        expect(stdout).toContain(keys[account].text);
      }
      for (const vendor of Object.values(vendors)) expect(vendor.received.length).toBeGreaterThan(0);
    });

    // Catches: a key in a row, a log, a request kept for the inspector, a snapshot, an index, a cache or a store of Chromium's.
    it('is in no file: database, log, snapshot, search index, blob, cache, home and temporary files', () => {
      for (const folder of Object.values(folders)) expect(sweepFolder(folder, sweep)).toEqual([]);
      const found = sweepFolder(folders.data, controls).map((what) => what.split(': ')[0]);
      expect(found).toContain('parley.db');
      expect(found.filter((path) => path?.startsWith('snapshots/'))).not.toEqual([]);
      // What was sent is kept compressed: the sweep reads that as well.
      expect(
        sweepFolder(folders.data, controls).some((what) =>
          what.endsWith('compressed in the table attempt_exchange'),
        ),
      ).toBe(true);
      expect(walkFolder(folders.data).map(({ path }) => path)).toContain('logs/debug.log');
    });

    it('is in no crash dump: the page and the main process crashed, and nothing was written down', () => {
      expect(readFileSync(join(folders.data, 'logs', 'error.log'), 'utf8')).toContain(
        'the page of a window crashed',
      );
      const dumps = Object.values(folders).flatMap((folder) =>
        walkFolder(folder).filter(({ path, isFile }) => isFile && isDump(join(folder, path))),
      );
      expect(dumps).toEqual([]);
    });

    it.runIf(canTrace)('no process wrote a file elsewhere, a dump or any other', () => {
      const written = sniffer?.written() ?? [];
      expect(written).toContain(join(folders.data, 'parley.db'));
      const own = [...Object.values(folders), keyring.env.XDG_RUNTIME_DIR, keyring.env.XDG_DATA_HOME];
      const isOwn = (path: string): boolean => own.some((folder) => path.startsWith(`${folder}/`));
      // The drivers of a display keep their shaders there, wherever HOME leads.
      own.push(join(userInfo().homedir, '.cache', 'mesa_shader_cache'));
      // Memory that processes share, what they tell the kernel of themselves, and devices.
      const isNoFile = (path: string): boolean => /^\/(?:dev|proc)\//.test(path);
      expect(written.filter((path) => !isOwn(path) && !isNoFile(path))).toEqual([]);
    });

    it('crosses between window and main process once, in the call that saves it, and never back', () => {
      const crossings = seen.passed.flatMap(({ direction, json }) => {
        const found = sweep.find(Buffer.from(json));
        return found.length === 0 ? [] : [`${direction}: ${routeOf(json)}: ${found.join()}`];
      });
      expect(crossings.toSorted()).toEqual(
        [
          `to main: key.save: ${keys.anthropic.name} as utf-8`,
          `to main: key.save: ${keys.refused.name} as utf-8`,
          `to main: key.save: ${keys.openai.name} as utf-8`,
          `to main: key.add: ${keys.openaiSecond.name} as utf-8`,
          `to main: provider.add: ${keys.refusedByServer.name} as utf-8,${keys.password.name} as utf-8`,
          `to main: provider.add: ${keys.refusedByServer.name} as utf-8`,
          `to main: provider.add: ${keys.workshop.name} as utf-8`,
        ].toSorted(),
      );
      const back = seen.passed.filter(({ direction }) => direction === 'to window');
      expect(back.some(({ json }) => json.includes(control.core))).toBe(true);
    });

    it('is not in the memory of the page or its document once its field is empty, and Undo does not bring it back', () => {
      expect(seen.heaps.map((heap) => sweep.find(heap, Infinity))).toEqual([[], []]);
      expect(seen.heaps[0]?.includes('Workshop')).toBe(true);
      expect(seen.heaps[1]?.includes(control.core)).toBe(true);
      expect(seen.documents.flatMap((text) => sweep.find(Buffer.from(text)))).toEqual([]);
      expect(seen.documents.some((text) => text.includes(control.core))).toBe(true);
      expect(seen.undone).toBe('');
    });

    it('is in the arguments of no process, and in the environment of none that the app started', () => {
      const places = seen.processes.flatMap(({ pid, kind, commandLine, environment }) => {
        const inArguments = sweep.find(commandLine).map((what) => `${kind}: ${what} in the arguments`);
        // Where a person put it, it is in the environment of the process that this person started.
        if (seen.mainPids.includes(pid)) return inArguments;
        return [
          ...inArguments,
          ...sweep.find(environment).map((what) => `${kind}: ${what} in the environment`),
        ];
      });
      expect(places).toEqual([]);
      expect(new Set(seen.processes.map(({ kind }) => kind))).toEqual(
        new Set(['', 'zygote', 'gpu-process', 'renderer', 'utility']),
      );
    });

    // Chromium starts its zygotes before the first line of Parley runs: what these inherit is what the person set.
    it.runIf(canTrace)('is handed on to no program that is started from then on', () => {
      const started = (sniffer?.started() ?? []).filter(({ commandLine }) => commandLine.includes('--type='));
      const later = started.filter(({ commandLine }) => !commandLine.includes('--type=zygote'));
      expect(later.length).toBeGreaterThanOrEqual(2);
      for (const { commandLine, environment } of later) {
        expect(sweep.find(Buffer.from(commandLine + environment))).toEqual([]);
        expect(environment).toContain(`OPENAI_BASE_URL=${vendors.openai.origin}`);
      }
      const earlier = started.filter((program) => !later.includes(program));
      expect(earlier.flatMap(({ environment }) => sweep.find(Buffer.from(environment)))).toContain(
        `${keys.google.name} as utf-8`,
      );
      for (const { commandLine } of earlier) expect(sweep.find(Buffer.from(commandLine))).toEqual([]);
    });

    it('no page asked for anything but the app’s own files, and nothing that a text names was reached', () => {
      expect(seen.requests).toEqual([]);
      expect(trap.reached()).toBe(0);
    });

    it.runIf(canTrace)(
      'the app reached the chosen vendors, the desktop of this machine, and nothing else',
      () => {
        const contacts = sniffer?.contacts() ?? [];
        const reached = contacts.filter(({ call, family }) => family === 'inet' && call !== 'bind');
        const chosen = Object.values(vendors).map(({ origin }) => origin.replace('http://', ''));
        expect(new Set(reached.map(({ address }) => address))).toEqual(new Set([...chosen, ...lookedFor]));
        // The two debugging ports of each start are what this test looks through; a released app refuses them
        // (release.test.ts).
        const starts = (sniffer?.started() ?? []).filter(
          ({ commandLine }) =>
            commandLine.includes('--remote-debugging-port=0') && !commandLine.includes('--type='),
        );
        expect(starts.length).toBeGreaterThanOrEqual(2);
        expect(
          contacts
            .filter(({ call, family }) => family === 'inet' && call === 'bind')
            .map(({ address }) => address),
        ).toEqual(starts.flatMap(() => ['127.0.0.1:0', '127.0.0.1:0']));
        expect(contacts.filter(({ family }) => family === 'other')).toEqual([]);
        const sockets = new Set(
          contacts.flatMap(({ family, address }) => (family === 'unix' ? address : [])),
        );
        expect([...sockets].filter((path) => !isOfDesktop(path))).toEqual([]);
      },
    );

    it.runIf(canTrace)('and the sniffer sees a question for a name and a datagram', () => {
      const watched = sniff(process.execPath);
      const script = `require('dns').lookup('name.invalid', () => {});
      require('dgram').createSocket('udp4').send('x', 9, '127.0.0.2', function () { this.close(); });`;
      spawnSync(watched.executable, ['-e', script]);
      const contacts = watched.contacts();
      watched.remove();
      expect(contacts.map(({ address }) => address)).toEqual(
        expect.arrayContaining([expect.stringMatching(/:53$/), '127.0.0.2:9']),
      );
    });
  },
);

const routeOf = (json: string): string =>
  (JSON.parse(json) as { route?: string }).route ?? 'an answer or event';

/** A minidump, or the memory of a process as an ELF core (type 4). */
function isDump(path: string): boolean {
  const start = readFileSync(path).subarray(0, 18);
  if (start.length < 18) return false;
  if (start.subarray(0, 4).toString('latin1') === 'MDMP') return true;
  return start.subarray(0, 4).toString('latin1') === '\u007fELF' && start.readUInt16LE(16) === 4;
}
