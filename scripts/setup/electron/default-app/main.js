// The default app of the fallback runtime: does for `electron [-r module] folder` what Electron's own does.
// It is an ES module with a top-level await, so that `ready` does not fire before an ESM main has run.
import { app } from 'electron';
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);

function readArguments(args) {
  const modules = [];
  for (let at = 0; at < args.length; at += 1) {
    const argument = args[at];
    if (argument === '-r' || argument === '--require') modules.push(args[(at += 1)]);
    else if (argument === '-v' || argument === '--version') return { modules, printVersion: true };
    else if (!argument.startsWith('-')) return { modules, folder: resolve(argument) };
  }
  return { modules };
}

async function loadApp(folder) {
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  const manifest = readManifest(folder);
  if (manifest !== null) {
    if (manifest.version) app.setVersion(manifest.version);
    if (manifest.productName || manifest.name) app.setName(manifest.productName || manifest.name);
    app.setDesktopName?.(manifest.desktopName || `${app.getName()}.desktop`);
  }
  const main = Module._resolveFilename(folder, null, true);
  app.setAppPath(manifest === null ? resolve(main, '..') : folder);
  await import(pathToFileURL(main).href);
}

function readManifest(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  }
}

const { modules, folder, printVersion } = readArguments(process.argv.slice(1));
if (printVersion) {
  process.stdout.write(`v${process.versions.electron}\n`);
  process.exit(0);
}
if (folder === undefined) {
  process.stderr.write('Usage: electron [-r module] folder [arguments]\n');
  process.exit(1);
}
require(join(process.resourcesPath, 'compat', 'older-sqlite.cjs'));
if (modules.length > 0) Module._preloadModules(modules);
try {
  await loadApp(folder);
} catch (error) {
  process.stderr.write(`The app failed to load: ${error?.stack ?? error}\n`);
  process.exit(1);
}
