import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAbandoned, withLock } from './lock.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lockOf = (holder) => {
  const path = join(folder, 'set-up.lock');
  writeFileSync(path, JSON.stringify(holder));
  return path;
};
const noProcess = 2 ** 22 + 1;

describe('withLock', () => {
  it('lets one in at a time and leaves nothing behind', async () => {
    const order = [];
    const work = (name) => async () => {
      order.push(`${name} in`);
      await new Promise((done) => setTimeout(done, 50));
      order.push(`${name} out`);
    };
    await Promise.all([withLock(folder, work('first')), withLock(folder, work('second'))]);
    expect(order).toEqual(['first in', 'first out', 'second in', 'second out']);
    expect(existsSync(join(folder, 'set-up.lock'))).toBe(false);
  });

  it('is free again after work that fails', async () => {
    await expect(withLock(folder, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await withLock(folder, () => 'done')).toBe('done');
  });

  it('takes over from a holder that was killed', async () => {
    lockOf({ host: hostname(), pid: noProcess, at: 0 });
    expect(await withLock(folder, () => 'done')).toBe('done');
  });
});

describe('isAbandoned', () => {
  it('is false while the holder lives here, and for one on another machine that touches it', () => {
    expect(isAbandoned(lockOf({ host: hostname(), pid: process.pid }))).toBe(false);
    expect(isAbandoned(lockOf({ host: 'another', pid: noProcess }))).toBe(false);
  });

  it('is true when nobody has touched it for long', () => {
    const path = lockOf({ host: 'another', pid: noProcess });
    utimesSync(path, new Date(0), new Date(0));
    expect(isAbandoned(path)).toBe(true);
  });

  it('gives a lock that is just being written the time for it', () => {
    const path = join(folder, 'set-up.lock');
    writeFileSync(path, '');
    expect(isAbandoned(path)).toBe(false);
    expect(isAbandoned(join(folder, 'none'))).toBe(false);
  });
});
