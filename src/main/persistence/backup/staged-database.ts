import type { Clock } from '#main/ports/clock';
import { dataPaths } from '../data-folder';
import { createDatabase, openClient } from '../database';
import type { Database } from '../database';
import { listMigrations, migrate } from '../migrate';

/** A database that only this job uses: nobody waits for what is told of it. */
const unwatched = {
  onCommit: () => undefined,
  onDamage: () => undefined,
  findDiskTrouble: () => null,
  makeSpace: () => false,
};

/** Ours, on a connection of its own. */
export const openOurs = (path: string, clock: Clock): Database =>
  createDatabase(openClient(path, { isReadOnly: false }), clock, unwatched);

/** The database of a backup that was opened, brought up to the schema of this version. */
export function openStaged(folder: string, migrationsFolder: string, clock: Clock): Database {
  const { database } = dataPaths(folder);
  const client = openClient(database, { isReadOnly: false });
  try {
    const migrations = listMigrations(migrationsFolder);
    migrate(client, { database, migrations, now: clock.now(), takeSnapshot: () => undefined });
    return createDatabase(client, clock, unwatched);
  } catch (error) {
    client.close();
    throw error;
  }
}
