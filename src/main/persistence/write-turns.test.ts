import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { createWriteTurns, firstTurn, secondTurn } from './write-turns';

/** Of a thread: takes the first turn, which blocks it until the second one is given, and says how long it waited. */
const firstInThread = `
const { parentPort, workerData } = require('node:worker_threads');
const state = new Int32Array(workerData);
Atomics.add(state, 0, 1);
parentPort.postMessage('wants');
Atomics.wait(state, 1, 1, 10000);
parentPort.postMessage('has');
`;

test('whoever writes in the background hears that the main process wants to, and nobody waits when nobody writes', async () => {
  const turns = createWriteTurns();
  const [first, second] = [firstTurn(turns), secondTurn(turns)];
  first.take();
  expect(second.isWanted()).toBe(true);
  first.give();
  second.take();
  expect(second.isWanted()).toBe(false);
  const main = new Worker(firstInThread, { eval: true, workerData: turns });
  const said: unknown[] = [];
  main.on('message', (word) => said.push(word));
  await once(main, 'message');
  expect(second.isWanted()).toBe(true);
  expect(said).toEqual(['wants']);
  second.give();
  await once(main, 'exit');
  expect(said).toEqual(['wants', 'has']);
});
