// Makes the machine ready for the project's commands, bringing only what is missing. Needs nothing but Node 20 and npm.
import { delimiter, dirname } from 'node:path';
import { findElectron as findPresent, bringElectron, electronEnv } from './electron/electron-runtime.mjs';
import { withLock } from './lock.mjs';
import { failAndExit, SetupError } from './log.mjs';
import { ensureNode } from './node-runtime.mjs';
import { installNodeModules, whatIsStale } from './node-modules.mjs';
import { cacheFolder } from './places.mjs';
import { ensureSystem, ensureTracer } from './system-needs.mjs';

export { hasDisplay } from './system-needs.mjs';

/**
 * After it, this process runs under a Node that is new enough (if it was not, the script was started again under one),
 * node_modules is as package-lock.json says and, where asked for,
 * - `electron`: an Electron that starts is there;
 * - `display`: there is a display, or a virtual one can be made;
 * - `tracer`: a tracer of system calls, where it can be installed (Linux, as root);
 * - `keychain`: a private keychain service can be started (Linux; elsewhere the system has one). `'welcome'` does not insist.
 * Returns `{ electron, env }`: the executable and the environment for child processes, which finds Node and Electron.
 * What fails says what to do and ends the process with 1.
 */
export async function ensureReady({
  electron = false,
  display = false,
  keychain = false,
  tracer = false,
} = {}) {
  try {
    await ensureNode();
    await ensureNodeModules();
    if (tracer) await ensureTracer();
    const env = { ...process.env, PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) };
    if (!electron) return { electron: undefined, env };
    const executable = await ensureElectron();
    await ensureSystem(executable, { display, keychain });
    return { electron: executable, env: { ...env, ...electronEnv(executable) } };
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
