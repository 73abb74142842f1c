// A program that serves others for as long as this process lives: a display, a keychain.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { spawnBound } from '../setup/bound-process.mjs';

const readyWithin = 20_000;

/**
 * Starts the program and waits for the first line of its output that `isReady` accepts.
 * Returns `{ line, stop }`; throws with the last words of a program that ends or keeps silent.
 */
export async function startService(program, args, { env, isReady = () => true }) {
  const child = spawnBound(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  child.stderr.on('data', (data) => (words = (words + data).slice(-2_000)));
  const ended = once(child, 'exit').catch(() => {});
  const stop = async () => {
    child.release();
    await ended;
  };
  try {
    return { line: await firstLine(child, isReady), stop };
  } catch (error) {
    await stop();
    throw new Error(`${program} ${error.message}${words === '' ? '' : `: ${words.trim()}`}`);
  }
}

function firstLine(child, isReady) {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error('did not get ready')), readyWithin);
    const settle = (act, value) => {
      clearTimeout(timer);
      act(value);
    };
    createInterface({ input: child.stdout })
      .on('line', (line) => isReady(line) && settle(done, line))
      .on('close', () => settle(fail, new Error('ended at once')));
    child.on('error', (error) => settle(fail, error));
  });
}
