// What the system must have for windows and keys, and what is done about what it lacks.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { whyElectronFails } from './electron/electron-runtime.mjs';
import { officialElectron } from './electron/official-electron.mjs';
import { withLock } from './lock.mjs';
import { SetupError } from './log.mjs';
import { cacheFolder } from './places.mjs';
import { installMissing, isDebian, missingOf } from './system-packages.mjs';

/** Whether windows can open as things are. Only Linux may lack a display. */
export function hasDisplay(env = process.env) {
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

export function isOnPath(program, path = process.env.PATH ?? '') {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Installs only on a bare Debian or Ubuntu, as root; then looks whether all that is needed is there, and says what to do. */
export async function ensureSystem(executable, { display, keychain }) {
  if (process.platform !== 'linux') return;
  const failure = await whyElectronFails(executable);
  const groups = [];
  if (failure !== null) groups.push('libraries');
  if (display && !hasDisplay()) groups.push('display');
  if (keychain) groups.push('keychain');
  const isDesktop = failure === null && hasDisplay() && executable === officialElectron();
  if (groups.length > 0 && !isDesktop && isDebian() && process.getuid() === 0)
    await withLock(cacheFolder(), () => installMissing(groups));
  if (failure !== null) await requireElectron(executable);
  if (groups.includes('display')) await requirePrograms('display', ['Xvfb']);
  if (keychain && keychain !== 'welcome')
    await requirePrograms('keychain', ['dbus-run-session', 'gnome-keyring-daemon']);
}

/**
 * What makes system calls fail and writes them down (Linux). As root on Debian or Ubuntu it is installed; elsewhere the tests
 * that need it say that they are left out.
 */
export async function ensureTracer() {
  if (process.platform !== 'linux' || isOnPath('strace')) return;
  if (isDebian() && process.getuid() === 0) await withLock(cacheFolder(), () => installMissing(['tracer']));
}

async function requireElectron(executable) {
  const failure = await whyElectronFails(executable);
  if (failure !== null)
    throw new SetupError(`Electron does not start: ${failure}`, await adviceFor('libraries'));
}

async function requirePrograms(group, programs) {
  const missing = programs.filter((program) => !isOnPath(program));
  if (missing.length === 0) return;
  throw new SetupError(`${missing.join(' and ')} not found`, await adviceFor(group));
}

async function adviceFor(group) {
  const packages = isDebian() ? await missingOf([group]) : [];
  return packages.length > 0
    ? `run \`sudo apt-get install ${packages.join(' ')}\`, then this command again.`
    : 'install it with the package manager of your system, then run the command again.';
}
