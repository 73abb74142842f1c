import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, statSync, watch } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cleanEnvironment, newDataFolder, sandboxParameters } from '../harness/electron-app';
import { listeningSockets } from '../harness/process-tree';
import { packedApp } from './packaged-app';

let executable: string;
const folders: string[] = [];
const running: ChildProcess[] = [];

beforeAll(() => {
  executable = packedApp('release');
}, 180_000);
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  for (const folder of folders.splice(0)) rmSync(folder, removal);
});

/** Chromium's helpers may still write for a moment after the main process has ended. */
const removal = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 };

const dataFolder = (): string => {
  const folder = newDataFolder();
  folders.push(folder);
  return folder;
};

interface Started {
  readonly child: ChildProcess;
  readonly folder: string;
  readonly errors: () => string;
}

function start(parameters: readonly string[], env: Readonly<Record<string, string>> = {}): Started {
  const folder = dataFolder();
  const child = spawn(executable, [...sandboxParameters(), `--user-data-dir=${folder}`, ...parameters], {
    env: cleanEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stdout.on('data', () => undefined);
  return { child, folder, errors: () => text };
}

/** A picture of the first window: the file appears when the page has been drawn. */
async function firstPicture(folder: string, file: string): Promise<Buffer> {
  const appeared = new Promise<void>((resolve) => {
    const watcher = watch(folder, () => {
      if (!existsSync(file)) return;
      watcher.close();
      resolve();
    });
  });
  if (!existsSync(file)) await appeared;
  return readFileSync(file);
}

describe.runIf(process.platform === 'linux')('the packed app as people get it', () => {
  it('has the fuses of the golden list', async () => {
    const wire = await getCurrentFuseWire(executable);
    const state = (fuse: FuseV1Options): boolean => wire[fuse] === FuseState.ENABLE;
    expect({
      runAsNode: state(FuseV1Options.RunAsNode),
      cookieEncryption: state(FuseV1Options.EnableCookieEncryption),
      nodeOptions: state(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: state(FuseV1Options.EnableNodeCliInspectArguments),
      asarIntegrity: state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: state(FuseV1Options.OnlyLoadAppFromAsar),
      ownSnapshot: state(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
      filePrivileges: state(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      inspect: false,
      asarIntegrity: true,
      onlyAsar: true,
      ownSnapshot: false,
      filePrivileges: false,
    });
  });

  it('holds what runs and nothing else: no sources, no maps, no tests, no development packages', () => {
    const asar = join(dirname(executable), 'resources', 'app.asar');
    const files = listPackage(asar, { isPack: false }).map((name) => name.replaceAll('\\', '/'));
    const tops = new Set(files.map((name) => name.split('/')[1]));
    tops.delete('packed-entry.mjs');
    expect([...tops].toSorted()).toEqual(['drizzle', 'node_modules', 'out', 'package.json']);
    expect(files.filter((name) => /\.map$|\.tsx?$|\.test\.|\/src\//.test(name))).toEqual([]);
    const packages = new Set(
      files.filter((name) => name.startsWith('/node_modules/')).map((name) => name.split('/')[2]),
    );
    expect(packages).toContain('better-sqlite3');
    expect(packages).toContain('keytar');
    expect(packages.size).toBeLessThanOrEqual(6);
    expect(JSON.parse(extractFile(asar, 'package.json').toString())).not.toHaveProperty('isPackedForTests');
  });

  it('is not a Node and runs no script that the environment or the command line names', () => {
    const env = { ...cleanEnvironment(), ELECTRON_RUN_AS_NODE: '1' };
    const script = 'process.stdout.write("RAN AS NODE")';
    const asNode = spawnSync(executable, ['-e', script, ...sandboxParameters(), '--ask'], {
      env,
      encoding: 'utf8',
    });
    expect(asNode.stdout).not.toContain('RAN AS NODE');
    expect(asNode.stderr).toContain('Write the question after --ask');
    const required = spawnSync(executable, [...sandboxParameters(), '--ask'], {
      env: cleanEnvironment({ NODE_OPTIONS: '--require=/nonexistent/never.js' }),
      encoding: 'utf8',
    });
    expect(required.stderr).toContain('Write the question after --ask');
  });

  it.each([[['--inspect=0']], [['--inspect-brk=0']], [['--remote-debugging-port=0']]])(
    'opens no debugger and listens on nothing with %j',
    async (parameters) => {
      const folder = dataFolder();
      const picture = join(folder, 'picture.png');
      const { child, errors } = start(parameters, { PARLEY_SCREENSHOT: picture });
      await firstPicture(folder, picture);
      expect(errors()).not.toMatch(/listening on ws:/i);
      expect(listeningSockets(child.pid ?? 0)).toEqual([]);
    },
  );

  it('shows its window', async () => {
    const folder = dataFolder();
    const picture = join(folder, 'picture.png');
    start([], { PARLEY_SCREENSHOT: picture });
    const png = await firstPicture(folder, picture);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBeGreaterThanOrEqual(720);
  });

  it('puts its data away when the system tells it to end', async () => {
    const pictures = dataFolder();
    const { child, folder } = start([], { PARLEY_SCREENSHOT: join(pictures, 'picture.png') });
    await firstPicture(pictures, join(pictures, 'picture.png'));
    child.kill('SIGTERM');
    const [exitCode] = (await once(child, 'exit')) as [number | null];
    expect(exitCode).toBe(0);
    expect(statSync(join(folder, 'parley.db-wal'), { throwIfNoEntry: false })?.size ?? 0).toBe(0);
    expect(
      readFileSync(join(folder, 'logs', 'app.log'), 'utf8')
        .trimEnd()
        .split('\n')
        .at(-1),
    ).toContain('"end"');
  });

  it('answers from the Guide on the command line, and standard output holds the protocol alone', async () => {
    const { child } = start(['--ask', 'How do I add a key?', '--model', 'guide/guide', '--json']);
    let out = '';
    child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
    const [exitCode] = (await once(child, 'close')) as [number | null];
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; delta?: string; status?: string; text?: string });
    expect(exitCode).toBe(0);
    expect(lines[0]?.type).toBe('start');
    const last = lines.at(-1);
    expect(last).toMatchObject({ type: 'end', status: 'complete', error: null });
    expect(lines.flatMap(({ type, delta }) => (type === 'text' ? [delta] : [])).join('')).toBe(last?.text);
    expect(last?.text?.length).toBeGreaterThan(40);
  });

  it('a second start with the same folder leaves at once; a question says why', async () => {
    const folder = dataFolder();
    const picture = join(folder, 'picture.png');
    const first = start([], { PARLEY_SCREENSHOT: picture });
    await firstPicture(folder, picture);
    const second = (parameters: readonly string[]) =>
      spawnSync(executable, [...sandboxParameters(), `--user-data-dir=${first.folder}`, ...parameters], {
        env: cleanEnvironment(),
        encoding: 'utf8',
        timeout: 20_000,
      });
    expect(second([]).status).toBe(0);
    const asked = second(['--ask', 'Anyone?']);
    expect(asked.status).toBe(1);
    expect(asked.stdout).toBe('');
    expect(asked.stderr).toContain('already open');
    expect(first.child.exitCode).toBeNull();
  });
});

it.runIf(process.platform === 'linux')('the check for listening sockets sees one', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  expect(listeningSockets(process.pid)).not.toEqual([]);
  server.close();
});
