import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { electronEnv, findElectron, whyElectronFails } from './electron-runtime.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-electron-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('takes the Electron that a person chose before any other', () => {
  expect(findElectron({ PARLEY_ELECTRON: '/chosen/electron' })).toBe('/chosen/electron');
  expect(findElectron({ ELECTRON_OVERRIDE_DIST_PATH: '/dist' })).toMatch(/^.dist/);
});

it('tells tools where it is and which version it has', () => {
  writeFileSync(join(folder, 'version'), 'v45.4.1\n');
  const executable = join(folder, 'electron');
  expect(electronEnv(executable)).toMatchObject({
    PARLEY_ELECTRON: executable,
    ELECTRON_EXEC_PATH: executable,
    ELECTRON_MAJOR_VER: '45',
  });
});

it('says why one does not start', async () => {
  expect(await whyElectronFails(process.execPath)).toBeNull();
  expect(await whyElectronFails(join(folder, 'electron'))).not.toBeNull();
});
