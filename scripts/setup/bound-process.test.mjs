import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { spawnBound } from './bound-process.mjs';

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const goneWithin = async (pid, ms) => {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(20)) if (!isAlive(pid)) return true;
  return false;
};

describe.skipIf(process.platform === 'win32')('spawnBound', () => {
  it('passes arguments, exit code and signals as they are', async () => {
    const echo = spawnBound('/bin/echo', ['a b', '$HOME'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [text] = await once(echo.stdout, 'data');
    expect(String(text)).toBe('a b $HOME\n');
    const failing = spawnBound('/bin/sh', ['-c', 'exit 7'], { stdio: ['ignore', 'ignore', 'ignore'] });
    expect(await once(failing, 'exit')).toEqual([7, null]);
    const sleeping = spawnBound('/bin/sleep', ['60'], { stdio: ['ignore', 'ignore', 'ignore'] });
    sleeping.kill('SIGTERM');
    expect(await once(sleeping, 'exit')).toEqual([null, 'SIGTERM']);
  });

  it('ends the program when it is released', async () => {
    const child = spawnBound('/bin/sleep', ['60'], { stdio: ['ignore', 'ignore', 'ignore'] });
    child.release();
    expect(await once(child, 'exit')).toEqual([null, 'SIGTERM']);
  });

  it.each([true, false])('ends the program when this process is killed (polite: %s)', async (isPolite) => {
    const script = `import(${JSON.stringify(new URL('./bound-process.mjs', import.meta.url).href)}).then(({ spawnBound }) => {
      const child = spawnBound('/bin/sleep', ['60'], { stdio: ['ignore', 'ignore', 'ignore'], isPolite: ${isPolite} });
      console.log(child.pid);
      setInterval(() => {}, 1000);
    })`;
    const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [text] = await once(parent.stdout, 'data');
    const pid = Number(String(text));
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    expect(await goneWithin(pid, 5_000)).toBe(true);
  });
});
