/**
 * Two connections of one process take turns at writing: whoever writes holds the file, and SQLite lets the other one wait
 * by sleeping. The main process comes first: the thread begins nothing while it waits, so it waits for one short
 * transaction at most.
 */
export interface WriteTurn {
  take(): void;
  give(): void;
}

/** Places in the shared memory. */
const wanted = 0;
const held = 1;
/** A thread that ended while it wrote must not hold up anyone. */
const mostWaitMs = 500;

export const createWriteTurns = (): SharedArrayBuffer =>
  new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);

/** Of the main process. */
export function firstTurn(turns: SharedArrayBuffer): WriteTurn {
  const state = new Int32Array(turns);
  return {
    take: () => {
      Atomics.add(state, wanted, 1);
      if (Atomics.load(state, held) === 1) Atomics.wait(state, held, 1, mostWaitMs);
    },
    give: () => {
      Atomics.sub(state, wanted, 1);
      Atomics.notify(state, wanted);
    },
  };
}

export interface SecondTurn extends WriteTurn {
  /** The main process waits: what is written should end soon. */
  isWanted(): boolean;
}

/** Of a thread that writes in the background. */
export function secondTurn(turns: SharedArrayBuffer): SecondTurn {
  const state = new Int32Array(turns);
  return {
    take: () => {
      for (;;) {
        const waiting = Atomics.load(state, wanted);
        if (waiting !== 0) {
          Atomics.wait(state, wanted, waiting, mostWaitMs);
          continue;
        }
        Atomics.store(state, held, 1);
        if (Atomics.load(state, wanted) === 0) return;
        Atomics.store(state, held, 0);
        Atomics.notify(state, held);
      }
    },
    give: () => {
      Atomics.store(state, held, 0);
      Atomics.notify(state, held);
    },
    isWanted: () => Atomics.load(state, wanted) !== 0,
  };
}
