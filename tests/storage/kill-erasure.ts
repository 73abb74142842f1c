import { writeFileSync } from 'node:fs';
import { spawnTraced, tracedCalls } from '../reliability/trace-process';
import type { EraseOrders } from './erase-once';

/** What changes the disk, or waits for it: between two of them a kill leaves the same. */
const calls = 'pwrite64,fsync,fdatasync,rename,unlink,rmdir,ftruncate';

/** strace counts calls of each kind by themselves. */
export interface Moment {
  readonly call: string;
  readonly nth: number;
}

export const momentOf = (names: readonly string[], at: number): Moment => {
  const call = names[at] ?? '';
  return { call, nth: names.slice(0, at + 1).filter((name) => name === call).length };
};

/** Where the keys of a data folder are. */
export const keychainOf = (folder: string): string => `${folder}.keychain`;

export interface ErasureRun {
  readonly wasKilled: boolean;
  /** Its calls to the disk, in order, as strace writes them; their names; and the first that is the erasure's. */
  readonly lines: readonly string[];
  readonly names: readonly string[];
  readonly begunAt: number;
}

/** Runs an erasure (erase-once.ts, bundled) to its end, or to that moment. */
export async function runErasure(
  eraseOnce: string,
  asked: Omit<EraseOrders, 'mark' | 'keychain'>,
  killAt: Moment | null,
): Promise<ErasureRun> {
  const orders: EraseOrders = {
    ...asked,
    mark: `${asked.folder}.mark`,
    keychain: keychainOf(asked.folder),
  };
  writeFileSync(orders.mark, '');
  const log = `${orders.folder}.calls`;
  const tracing =
    killAt === null
      ? { calls, inject: null }
      : { calls: killAt.call, inject: `signal=KILL:when=${killAt.nth}` };
  const child = spawnTraced(eraseOnce, [JSON.stringify(orders)], { ...tracing, paths: [], log });
  let errors = '';
  child.stderr.on('data', (piece: Buffer) => (errors += piece.toString()));
  child.stdout.resume();
  const end = await new Promise<string>((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? String(code))),
  );
  const wasKilled = end === 'SIGKILL' || end === '137';
  if (!wasKilled && end !== '0') throw new Error(`it ended with ${end}: ${errors.slice(0, 2_000)}`);
  const lines = tracedCalls(log);
  return {
    wasKilled,
    lines,
    names: lines.map((line) => /^\d+ +([a-z_0-9]+)/.exec(line)?.[1] ?? ''),
    begunAt: lines.findIndex((line) => line.includes('.mark.begun')),
  };
}
