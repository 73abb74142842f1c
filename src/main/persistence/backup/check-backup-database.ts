import { AppError } from '#shared/errors/app-error';
import { openClient } from '../database';
import type { Client } from '../database';
import { isSoundDatabase } from '../recovery/examine';
import { hasOwnSchema } from '../recovery/schema-shape';
import { listMigrations, schemaVersionOf } from '../migrate';
import type { Migration } from '../migrate';
import { isSqlError, storageCodeOf } from '../storage-error';
import { damagedBackup, newerBackup, strangeBackup } from './backup-error';
import type { BackupManifest } from './backup-manifest';

/**
 * Whether a database that came from elsewhere is one of ours, of a version that is known, with tables, indexes and
 * triggers exactly as the migrations of that version make them, and sound page by page. Throws AppError `backup.newer`
 * or `backup.unreadable`. Nothing in its schema is trusted before that.
 */
export function checkBackupDatabase(
  path: string,
  migrationsFolder: string,
  manifest: Pick<BackupManifest, 'schemaVersion'>,
): void {
  const migrations = listMigrations(migrationsFolder);
  let client: Client | null = null;
  try {
    client = openClient(path, { isReadOnly: true });
    check(client, migrations, manifest.schemaVersion);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (storageCodeOf(error) === 'storage.damaged' || isSqlError(error)) throw damagedBackup('its database');
    throw error;
  } finally {
    client?.close();
  }
}

function check(client: Client, migrations: readonly Migration[], listed: number): void {
  const version = schemaVersionOf(client);
  if (version > migrations.length || listed > migrations.length) throw newerBackup();
  if (version < 1 || version !== listed) throw damagedBackup('its database');
  if (!hasOwnSchema(client, migrations) || !hasOwnList(client, migrations, version)) {
    throw strangeBackup('tables of its own');
  }
  if (!isSoundDatabase(client)) throw damagedBackup('its database');
}

/** `hasOwnSchema` leaves a database that other SQL made to the migrations, which never see this one at the newest version. */
function hasOwnList(client: Client, migrations: readonly Migration[], version: number): boolean {
  const listed: unknown[] = client
    .prepare('SELECT sha256 FROM schema_migration ORDER BY version')
    .pluck()
    .all();
  return listed.length === version && listed.every((sha256, index) => sha256 === migrations[index]?.sha256);
}
