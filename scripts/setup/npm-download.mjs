// Exact packages from whatever registry npm is set to, each checked against the hash pinned here. None of their scripts is run.
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { megabytes, SetupError, startProgress } from './log.mjs';
import { lastLines, runNpm } from './run-command.mjs';

/** A lock file that names these packages and nothing that they depend on; npm refuses what does not have the pinned hash. */
export function lockFileFor(packages) {
  const dependencies = Object.fromEntries(packages.map(({ name, version }) => [name, version]));
  const entries = packages.map(({ name, version, integrity }) => [
    `node_modules/${name}`,
    { version, integrity },
  ]);
  const root = { name: 'download', version: '0.0.0', dependencies };
  return {
    manifest: { ...root, private: true },
    lock: {
      ...root,
      lockfileVersion: 3,
      requires: true,
      packages: { '': root, ...Object.fromEntries(entries) },
    },
  };
}

/** Puts the packages under `node_modules` of the new folder. */
export async function downloadPackages(folder, packages, what) {
  mkdirSync(folder, { recursive: true });
  const { manifest, lock } = lockFileFor(packages);
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  const progress = startProgress(what, () => megabytes(sizeOf(folder)));
  const { code, output } = await runNpm(
    ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--no-bin-links', '--force'],
    { cwd: folder },
  );
  progress.end();
  if (code === 0) return;
  const names = packages.map(({ name, version }) => `${name}@${version}`).join(', ');
  throw new SetupError(
    `npm could not bring ${names}:\n${lastLines(output)}`,
    /EINTEGRITY/.test(output)
      ? 'what came is not what is expected: run `npm cache clean --force` and try again; if it stays, the registry or a proxy changes packages.'
      : 'check that `npm ping` works (network, proxy, registry), then run the command again.',
  );
}

function sizeOf(folder) {
  let bytes = 0;
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
      if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name)).size;
  } catch {
    // npm has just moved something: the next look counts it.
  }
  return bytes;
}
