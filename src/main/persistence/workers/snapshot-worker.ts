import SqliteDatabase from 'better-sqlite3';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { countDamagedMessages } from '../snapshots/damaged-messages';
import { snapshotReasons } from '../snapshots/snapshot-files';
import { takeSnapshot } from '../snapshots/take-snapshot';

// Runs in a thread of its own, on its own connection: copying and checking a large database takes seconds.
const request = z
  .object({
    database: z.string(),
    folder: z.string(),
    reason: z.enum(snapshotReasons),
    now: z.number(),
  })
  .parse(workerData);

const client = new SqliteDatabase(request.database, { readonly: true, fileMustExist: true, timeout: 5000 });
try {
  const snapshot = takeSnapshot(client, request);
  parentPort?.postMessage({ path: snapshot.path, damagedMessages: countDamagedMessages(client) });
} finally {
  client.close();
}
