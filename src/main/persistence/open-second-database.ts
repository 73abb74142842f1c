import type { Clock } from '#main/ports/clock';
import { dataPaths, databaseFiles } from './data-folder';
import { createDatabase, openClient, type Database } from './database';
import { findDiskTrouble } from './disk-trouble';
import type { WriteTurn } from './write-turns';

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
  const database = createDatabase(client, clock, {
    onCommit: () => undefined,
    onDamage: () => undefined,
    findDiskTrouble: () => findDiskTrouble(databaseFiles(paths.database)),
    makeSpace: () => false,
    turn,
  });
  return {
    database,
    close: () => {
      try {
        client.pragma('wal_checkpoint(PASSIVE)'); // syncs the log first
      } finally {
        client.close();
      }
    },
  };
}
