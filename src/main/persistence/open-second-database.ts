import type { Clock } from '#main/ports/clock';
import { dataPaths, databaseFiles } from './data-folder';
import { createDatabase, openClient, type Client, type Database } from './database';
import { findDiskTrouble } from './disk-trouble';
import type { WriteTurn } from './write-turns';

/** Of an import of millions of messages the newest pages of each index. */
const cacheKilobytes = 64 * 1024;
/** The log stays at some megabytes: of one that has grown, the main process writes back what is in it when it commits. */
const checkpointEveryMs = 250;

/**
 * Another connection to the database of a data folder that is open, for a thread that writes much. A transaction of it is
 * atomic but may be lost with the machine's power until the log is synced, at the latest when it is closed: what it writes
 * can be made again from where it came.
 */
export function openSecondDatabase(
  folder: string,
  clock: Clock,
  turn: WriteTurn,
): { readonly database: Database; close(): void } {
  const paths = dataPaths(folder);
  const client = openClient(paths.database, { isReadOnly: false });
  client.pragma('synchronous = NORMAL');
  client.pragma(`cache_size = -${cacheKilobytes}`);
  // Else it would happen within a transaction, for which the main process waits.
  client.pragma('wal_autocheckpoint = 0');
  let checkpointAt = clock.monotonic() + checkpointEveryMs;
  const database = createDatabase(client, clock, {
    onCommit: () => {
      if (client.inTransaction || clock.monotonic() < checkpointAt) return;
      writeBack(client);
      checkpointAt = clock.monotonic() + checkpointEveryMs;
    },
    onDamage: () => undefined,
    findDiskTrouble: () => findDiskTrouble(databaseFiles(paths.database)),
    makeSpace: () => false,
    turn,
  });
  return {
    database,
    close: () => {
      writeBack(client); // syncs the log first
      client.close();
    },
  };
}

/** What cannot be written back, as on a full disk, stays in the log and is committed all the same. */
function writeBack(client: Client): void {
  try {
    client.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    // Whoever commits next tries again.
  }
}
