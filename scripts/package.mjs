// `node scripts/package.mjs [--dir] [--output=FOLDER] [electron-builder's own switches]`: builds the app and packs it.
// --for-tests makes one that tests may look into: a mark lets it open a debugging port, and one fuse is as in development.
// Uses the Electron of this machine, so that packing works without a network; --dir makes a folder instead of installers.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const parameters = process.argv.slice(2);
const output = parameters.find((parameter) => parameter.startsWith('--output='))?.slice('--output='.length);
const isBuilt = parameters.includes('--skip-build');
const isForTests = parameters.includes('--for-tests');
const passedOn = parameters.filter((parameter) => !/^--(output=|(skip-build|for-tests)$)/.test(parameter));

function run(script, scriptParameters, stdio = 'inherit') {
  const { status, stdout } = spawnSync(process.execPath, [join(root, script), ...scriptParameters], {
    cwd: root,
    stdio: ['ignore', stdio, 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) process.exit(status ?? 1);
  return stdout?.trim() ?? '';
}

/** The folder that a packer takes as "an Electron": on macOS the one that holds Electron.app. */
function distributionOf(executable) {
  const bundle = executable.indexOf('/Electron.app/');
  return bundle === -1 ? dirname(executable) : executable.slice(0, bundle);
}

/**
 * A runtime may bring a file to be loaded before any app (resources/compat/*.cjs); its default app does so, a packed app
 * takes that one's place and gets an entry that does the same. No released Electron has such a file.
 */
function entryBefore(distribution, work) {
  const compat = join(distribution, 'resources', 'compat', 'older-sqlite.cjs');
  if (!existsSync(compat)) return {};
  const folder = join(work, 'entry');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'packed-entry.mjs'),
    `import { createRequire } from 'node:module';
import { join } from 'node:path';
createRequire(import.meta.url)(join(process.resourcesPath, 'compat', 'older-sqlite.cjs'));
await import('./out/main/index.js');
`,
  );
  return {
    extraMetadata: { main: 'packed-entry.mjs' },
    files: [{ from: folder, to: '.', filter: ['packed-entry.mjs'] }],
  };
}

/** The fuses as the configuration has them: an override replaces the whole list. */
function fusesOf(path) {
  const [, block] = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(readFileSync(path, 'utf8'));
  return Object.fromEntries(
    [...block.matchAll(/^ {2}(\w+): (true|false)$/gm)].map(([, name, value]) => [name, value === 'true']),
  );
}

if (!isBuilt) run('scripts/build.mjs', []);
const executable = process.env.PARLEY_ELECTRON || run('scripts/electron-path.mjs', [], 'pipe');
const distribution = distributionOf(executable);
const work = join(root, 'node_modules', '.cache', 'parley', 'package');
const config = join(work, 'electron-builder.json');
mkdirSync(work, { recursive: true });
const { files = [], extraMetadata = {} } = entryBefore(distribution, work);
const base = join(root, 'electron-builder.yml');
writeFileSync(
  config,
  JSON.stringify({
    extends: base,
    electronDist: distribution,
    electronVersion: readFileSync(join(distribution, 'version'), 'utf8').trim().replace(/^v/, ''),
    ...(output === undefined ? {} : { directories: { output: resolve(output) } }),
    extraMetadata: { ...extraMetadata, ...(isForTests ? { isPackedForTests: true } : {}) },
    ...(isForTests ? { electronFuses: { ...fusesOf(base), enableNodeCliInspectArguments: true } } : {}),
    files,
  }),
);
run('node_modules/electron-builder/cli.js', ['--config', config, '--publish', 'never', ...passedOn]);
