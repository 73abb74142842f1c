import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '#shared/errors/app-error';
import { answerCall, searchFilesSchema } from '../search/search-messages';
import type { FromWorker, ToWorker } from '../search/search-messages';
import { createSearchSession } from '../search/search-session';
import { toStorageError } from '../storage-error';

// Runs in a thread of its own: the index is made and asked here, on connections of its own, so that no window waits for it.
const session = createSearchSession(searchFilesSchema.parse(workerData));

/** How long the index is worked at before a question is looked for, in ms. */
const sliceMs = 8;
/** A question sees what was stored before it, if that is not too much. */
const catchUpMs = 15;
const checkpointAfterMs = 5_000;
/** What was deleted leaves the disk after this long, however much is asked. */
const checkpointWithinMs = 60_000;
const retryAfterMs = 30_000;

let isWorking = false;
/** There was more to do than one slice holds: a question does not wait for all of it. */
let hasBacklog = false;
let hasChanged = true;
let checkpointTimer: NodeJS.Timeout | null = null;
let latestCheckpoint = 0;

const tell = (message: FromWorker): void => parentPort?.postMessage(message);

function workSoon(): void {
  if (isWorking) return;
  isWorking = true;
  setImmediate(work);
}

function work(): void {
  isWorking = false;
  try {
    hasBacklog = session.work(sliceMs);
    if (hasBacklog) workSoon();
    else rest();
  } catch (error) {
    // A full disk, a file that a scanner holds: searched is what is there.
    tell({ kind: 'trouble', reason: String(error) });
    setTimeout(workSoon, retryAfterMs).unref();
  }
}

/** Nothing is left to do. */
function rest(): void {
  tell({ kind: 'idle', takenSeq: session.takenSeq() });
  if (checkpointTimer !== null) return;
  latestCheckpoint = performance.now() + checkpointWithinMs;
  checkpointTimer = setTimeout(() => {
    checkpointTimer = null;
    try {
      session.checkpoint();
    } catch (error) {
      tell({ kind: 'trouble', reason: String(error) });
    }
  }, checkpointAfterMs);
}

/** After a new index was made it waits for the disk for seconds: not while somebody types. */
function postponeCheckpoint(): void {
  if (performance.now() < latestCheckpoint) checkpointTimer?.refresh();
}

function catchUp(): void {
  if (!hasChanged || hasBacklog) return;
  hasChanged = false;
  try {
    hasBacklog = session.work(catchUpMs);
    if (hasBacklog) workSoon();
    else rest();
  } catch (error) {
    tell({ kind: 'trouble', reason: String(error) });
  }
}

function answer(id: number, call: Extract<ToWorker, { kind: 'call' }>['call']): void {
  catchUp();
  postponeCheckpoint();
  try {
    tell({ kind: 'answer', id, value: answerCall(session, call, Date.now()) });
  } catch (error) {
    const mapped = toStorageError(error);
    tell({
      kind: 'failure',
      id,
      error: mapped instanceof AppError ? mapped.data : null,
      reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}

parentPort?.on('message', (message: ToWorker) => {
  if (message.kind === 'call') answer(message.id, message.call);
  else if (message.kind === 'changed') {
    hasChanged = true;
    workSoon();
  } else {
    session.close();
    process.exit(0);
  }
});
workSoon();
