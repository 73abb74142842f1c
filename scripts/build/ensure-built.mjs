// Builds the app into out/ when what it is made of has changed since. The stamp is written last: a killed build is done again.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../setup/lock.mjs';
import { SetupError, startProgress } from '../setup/log.mjs';
import { nodeModules, projectRoot } from '../setup/places.mjs';
import { lastLines, runCommand } from '../setup/run-command.mjs';

const sources = [
  'src',
  'resources',
  'drizzle',
  'electron.vite.config.ts',
  'scripts/build/diagram-page.mjs',
  'tsconfig.base.json',
  'tsconfig.main.json',
  'tsconfig.preload.json',
  'tsconfig.renderer.json',
  'tsconfig.shared.json',
  'package.json',
  'package-lock.json',
];
const stamp = join(projectRoot, 'out', '.stamp');

/** `env` as ensureReady gives it. Throws a SetupError with what the build said. */
export async function ensureBuilt({ env, force = false }) {
  const wanted = hashOf(projectRoot, sources);
  const isFresh = () => !force && readStamp() === wanted;
  if (isFresh()) return;
  await withLock(join(nodeModules, '.cache', 'parley'), async () => {
    if (isFresh()) return;
    await build(env, force ? 'because it was asked for' : reasonOf(readStamp()));
    mkdirSync(join(projectRoot, 'out'), { recursive: true });
    writeFileSync(stamp, wanted);
  });
}

async function build(env, reason) {
  rmSync(stamp, { force: true });
  const progress = startProgress(`building the app into out/, ${reason}`, () => 'building');
  const script = join(nodeModules, 'electron-vite', 'bin', 'electron-vite.js');
  const { code, output } = await runCommand(process.execPath, [script, 'build'], {
    cwd: projectRoot,
    // The same output whichever Electron is here.
    env: { ...env, NO_COLOR: '1', ELECTRON_MAJOR_VER: '' },
  });
  progress.end();
  if (code !== 0)
    throw new SetupError(
      `the build failed:\n${lastLines(output, 40)}`,
      'mend what it names and run the command again.',
    );
}

function reasonOf(stamped) {
  return stamped === null ? 'because it is not there' : 'because the sources have changed';
}

function readStamp() {
  try {
    return readFileSync(stamp, 'utf8');
  } catch {
    return null;
  }
}

/** Names and contents of all that is built; tests are not. What is missing counts as empty. */
export function hashOf(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((one) => filesIn(root, one))) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesIn(root, path) {
  try {
    return readdirSync(join(root, path), { withFileTypes: true })
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) =>
        entry.isDirectory() ? filesIn(root, `${path}/${entry.name}`) : [`${path}/${entry.name}`],
      )
      .filter((name) => !/\.test\.tsx?$/.test(name));
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}
