// One set-up at a time per cache folder: a second one waits, then finds the work done.
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './log.mjs';

const heartbeat = 2_000;
const silentTooLong = 30_000;

/** Runs `work` while holding the lock of the folder. A lock whose holder was killed is taken over. */
export async function withLock(folder, work) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'set-up.lock');
  const token = JSON.stringify({ host: hostname(), pid: process.pid, at: Date.now() });
  await take(path, token);
  const beat = setInterval(() => touch(path), heartbeat);
  const release = () => {
    clearInterval(beat);
    if (read(path) === token) rmSync(path, { force: true });
  };
  process.once('exit', release);
  try {
    return await work();
  } finally {
    release();
    process.off('exit', release);
  }
}

async function take(path, token) {
  let told = false;
  for (;;) {
    try {
      writeFileSync(path, token, { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAbandoned(path)) {
      rmSync(path, { force: true });
      continue;
    }
    if (!told) say('waiting for another set-up that is under way');
    told = true;
    await sleep(300);
  }
}

/** Its holder is dead (same machine), or has not touched it for long (another machine, or a reused process number). */
export function isAbandoned(path, now = Date.now()) {
  const content = read(path);
  if (content === null) return false;
  try {
    if (now - statSync(path).mtimeMs > silentTooLong) return true;
    const { host, pid } = JSON.parse(content);
    return host === hostname() && !isAlive(pid);
  } catch {
    // Just created and not yet written, or just gone: the next look tells.
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function touch(path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Taken over by another: its business now.
  }
}
