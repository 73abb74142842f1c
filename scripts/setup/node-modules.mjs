// The project's own packages, exactly those of package-lock.json.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, startProgress } from './log.mjs';
import { nodeModules, projectRoot } from './places.mjs';
import { lastLines, runNpm } from './run-command.mjs';

const hiddenLock = join(nodeModules, '.package-lock.json');

/** What is wrong with node_modules, or null when it is what package-lock.json says. */
export function whatIsStale() {
  const wanted = readJson(join(projectRoot, 'package-lock.json'));
  if (wanted === null)
    throw new SetupError(
      'package-lock.json is missing or damaged',
      'restore it: `git checkout package-lock.json`.',
    );
  return compareLocks(wanted, readJson(hiddenLock));
}

/**
 * npm writes `node_modules/.package-lock.json` as the last act of an installation, ours or a person's own: an interrupted
 * one leaves none. Packages for other systems (optional) are in the lock file only.
 */
export function compareLocks(wanted, installed) {
  if (installed === null) return 'node_modules is missing or not complete';
  const isDifferent = ([path, { version, integrity, optional }]) => {
    const there = installed.packages?.[path];
    if (there === undefined) return optional !== true;
    return there.version !== version || there.integrity !== integrity;
  };
  const different = Object.entries(wanted.packages).filter((entry) => entry[0] !== '' && isDifferent(entry));
  if (different.length === 0) return null;
  const first = different[0][0].replace(/^.*node_modules\//, '');
  return `node_modules is not what package-lock.json says (${different.length} differ, such as ${first})`;
}

/**
 * `npm install` as it is in the lock file, which it leaves alone. Not `npm ci`: that refuses a lock file without the optional
 * packages of other systems, and some registries do not have them all. What an interrupted installation left is removed
 * first, because npm takes a half-written package for a whole one.
 */
export async function installNodeModules(reason) {
  let fetched = 0;
  const progress = startProgress(
    `installing the packages of package-lock.json, because ${reason}`,
    () => `${fetched} fetched`,
  );
  if (readJson(hiddenLock) === null) rmSync(nodeModules, { recursive: true, force: true });
  // No package needs its install script; refusing them by flag too makes older npms behave as the newest.
  const { code, output } = await runNpm(
    [
      'install',
      '--no-save',
      '--ignore-scripts',
      '--include=dev',
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      '--loglevel=http',
    ],
    { cwd: projectRoot, onOutput: (text) => (fetched += text.match(/http fetch GET/g)?.length ?? 0) },
  );
  progress.end();
  if (code !== 0) {
    const errors = output.split('\n').filter((line) => line.startsWith('npm error'));
    throw new SetupError(
      `npm install failed:\n${errors.slice(0, 12).join('\n') || lastLines(output)}`,
      'check that `npm ping` works (network, proxy, registry) and that the disk is not full, then run the command again.',
    );
  }
  const left = whatIsStale();
  if (left !== null)
    throw new SetupError(
      `after npm install ${left}`,
      'package.json and package-lock.json do not agree: restore them, or run `npm install` and commit both.',
    );
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
