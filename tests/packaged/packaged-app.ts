import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { electronPath } from '../harness/electron-app';

const root = resolve(import.meta.dirname, '../..');
const cache = join(root, 'node_modules', '.cache', 'parley', 'packaged');

/** `release` is what people get. `for-tests` differs in a mark and one fuse, so that Playwright can look into it. */
export type Variant = 'release' | 'for-tests';

/** The executable of the packed app; packed anew when the built app, the packing or the Electron has changed. */
export function packedApp(variant: Variant): string {
  const output = join(cache, variant);
  const stamp = join(output, '.stamp');
  const wanted = hashOfInputs();
  const executable = join(output, 'linux-unpacked', 'parley');
  if (existsSync(executable) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted)
    return executable;
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const parameters = ['scripts/package.mjs', '--dir', '--skip-build', `--output=${output}`];
  if (variant === 'for-tests') parameters.push('--for-tests');
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`packing ended with ${String(status)}:\n${stdout}\n${stderr}`);
  writeFileSync(stamp, wanted);
  return executable;
}

function hashOfInputs(): string {
  const hash = createHash('sha256').update(electronPath());
  const files = [
    'out/.stamp',
    'electron-builder.yml',
    'scripts/package.mjs',
    'package.json',
    'package-lock.json',
  ];
  for (const file of files) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}
