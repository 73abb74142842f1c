// Which Electron is used: the official one wherever it can be had, else the fallback. Nothing in the app knows which.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { say, SetupError } from '../log.mjs';
import { nodeModules } from '../places.mjs';
import { lastLines, runCommand } from '../run-command.mjs';
import {
  fallbackElectron,
  fallbackFolder,
  fallbackIsForThisMachine,
  makeFallback,
} from './fallback-electron.mjs';
import { bringOfficial, officialElectron } from './official-electron.mjs';

/** Remembers, in this clone, that the official host was out of reach, so that later runs do not wait for it again. */
const outOfReach = join(nodeModules, '.cache', 'parley', 'official-electron-out-of-reach');

/** The executable that is there now, or null; does no work. One that a person chose by variable comes first. */
export function findElectron(env = process.env) {
  if (env.PARLEY_ELECTRON) return env.PARLEY_ELECTRON;
  if (env.ELECTRON_OVERRIDE_DIST_PATH) return join(env.ELECTRON_OVERRIDE_DIST_PATH, executableName());
  return (
    officialElectron() ?? (existsSync(outOfReach) && fallbackIsForThisMachine() ? fallbackElectron() : null)
  );
}

/** Call with the cache locked. */
export async function bringElectron() {
  if (!existsSync(outOfReach)) {
    if (await bringOfficial()) return;
    mkdirSync(dirname(outOfReach), { recursive: true });
  }
  if (!fallbackIsForThisMachine()) {
    rmSync(outOfReach, { force: true });
    throw new SetupError(
      'Electron could not be downloaded, and there is a fallback for Linux on x64 only',
      'check the network; behind a proxy set HTTPS_PROXY, behind a mirror ELECTRON_MIRROR; then run the command again.',
    );
  }
  if (fallbackElectron() === null) await makeFallback();
  else say(`using the Electron of an earlier run in ${fallbackFolder()}`);
  writeFileSync(
    outOfReach,
    'While this file is here, the fallback Electron is used. Delete it to try the official download again.\n',
  );
}

/** Whether it starts: null, or what it said. As Node, so that it needs no display. */
export async function whyElectronFails(executable) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { code, output } = await runCommand(executable, ['-e', '0'], { env });
  return code === 0 ? null : lastLines(output, 3) || `it ended with ${code}`;
}

/** What tools read to find it. */
export function electronEnv(executable) {
  const folder = dirname(executable);
  return {
    PARLEY_ELECTRON: executable,
    ELECTRON_EXEC_PATH: executable,
    ELECTRON_OVERRIDE_DIST_PATH: distFolder(executable),
    ELECTRON_MAJOR_VER: majorVersion(folder),
  };
}

function distFolder(executable) {
  const marker = `${executableName()}`;
  return executable.endsWith(marker) ? executable.slice(0, -marker.length - 1) : dirname(executable);
}

function majorVersion(folder) {
  for (let at = folder; at !== dirname(at) && basename(at) !== 'node_modules'; at = dirname(at)) {
    const file = join(at, 'version');
    if (existsSync(file)) return readFileSync(file, 'utf8').replace(/^v/, '').split('.')[0];
  }
  return '';
}

function executableName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}
