// Makes the machine ready for the project's commands, bringing only what is missing. Needs nothing but Node 20 and npm.
import {
  findElectron as findPresent,
  bringElectron,
  electronEnv,
  whyElectronFails,
} from './electron/electron-runtime.mjs';
import { withLock } from './lock.mjs';
import { failAndExit, SetupError } from './log.mjs';
import { ensureNode } from './node-runtime.mjs';
import { installNodeModules, whatIsStale } from './node-modules.mjs';
import { cacheFolder } from './places.mjs';
import { ensureSystemPackages, isDebian, isOnPath } from './system-packages.mjs';

/**
 * After it, this process runs under a Node that is new enough (if it was not, the script was started again under one),
 * node_modules is as package-lock.json says and, where asked for,
 * - `electron`: an Electron that starts is there;
 * - `display`: there is a display, or a virtual one can be made;
 * - `keychain`: a private keychain service can be started (Linux; elsewhere the system has one).
 * Returns `{ electron, env }`: the executable and the environment for child processes, which finds Node and Electron.
 * What fails says what to do and ends the process with 1.
 */
export async function ensureReady({ electron = false, display = false, keychain = false } = {}) {
  try {
    await ensureNode();
    await ensureNodeModules();
    if (!electron) return { electron: undefined, env: { ...process.env } };
    const executable = await ensureElectron();
    await ensureSystem(executable, { display, keychain });
    return { electron: executable, env: { ...process.env, ...electronEnv(executable) } };
  } catch (error) {
    return failAndExit(error);
  }
}

/** The Electron that an earlier set-up brought; does no work. Throws when there is none. */
export function findElectron() {
  const executable = findPresent();
  if (executable === null)
    throw new SetupError('there is no Electron yet', 'run `npm run electron:path` once.');
  return executable;
}

/** Whether windows can open as things are. Only Linux may lack a display. */
export function hasDisplay(env = process.env) {
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

async function ensureNodeModules() {
  if (whatIsStale() === null) return;
  await withLock(cacheFolder(), async () => {
    const reason = whatIsStale();
    if (reason !== null) await installNodeModules(reason);
  });
}

async function ensureElectron() {
  if (findPresent() === null)
    await withLock(cacheFolder(), async () => {
      if (findPresent() === null) await bringElectron();
    });
  return findElectron();
}

async function ensureSystem(executable, { display, keychain }) {
  if (process.platform !== 'linux') return;
  const failure = await whyElectronFails(executable);
  const needs = [];
  if (failure !== null) needs.push('libraries');
  if (display && !hasDisplay()) needs.push('display');
  if (keychain) needs.push('keychain');
  if (needs.length === 0) return;
  if (isDebian()) await withLock(cacheFolder(), () => ensureSystemPackages(needs));
  const still = failure === null ? null : await whyElectronFails(executable);
  if (still !== null)
    throw new SetupError(
      `Electron does not start: ${still}`,
      'install the libraries it names with the package manager of your system, then run the command again.',
    );
  requirePrograms(needs);
}

function requirePrograms(needs) {
  const programs = [];
  if (needs.includes('display')) programs.push('Xvfb');
  if (needs.includes('keychain')) programs.push('dbus-run-session', 'gnome-keyring-daemon');
  const missing = programs.filter((program) => !isOnPath(program));
  if (missing.length === 0) return;
  throw new SetupError(
    `${missing.join(' and ')} not found`,
    'install with the package manager of your system (Xvfb; D-Bus; GNOME Keyring), then run the command again.',
  );
}
