import SqliteDatabase from 'better-sqlite3';
import type { BlobStore, CollectedBlobs } from '#main/ports/blob-store';
import type { DataPaths } from '../data-folder';
import type { Client, Database } from '../database';
import { wasQuarantinedSince } from '../recovery/quarantine';
import { listSnapshots } from '../snapshots/snapshot-files';

const dayMs = 86_400_000;
/** A file is stored before the row that refers to it. */
const unreferencedMs = dayMs;
/** What a damaged database still held may be asked for by whoever looks into its quarantine. */
const afterRepairMs = 30 * dayMs;

/** Every table that refers to files; there is none without a migration. */
const referring = ['part_file', 'draft_file'];

function addReferences(client: Client, found: Set<string>): void {
  const tables = client.prepare<[], string>('SELECT name FROM sqlite_schema').pluck().all();
  for (const table of referring) {
    if (!tables.includes(table)) continue; // a snapshot of an older schema
    const hashes = client.prepare<[], string>(`SELECT DISTINCT sha256 FROM ${table}`).pluck();
    for (const sha256 of hashes.iterate()) found.add(sha256);
  }
}

/** What the database refers to, and every snapshot: whichever is restored finds its files. Throws for one that cannot be read. */
export function listReferences(client: Client, snapshots: string): ReadonlySet<string> {
  const found = new Set<string>();
  addReferences(client, found);
  for (const { path } of listSnapshots(snapshots)) {
    const snapshot = new SqliteDatabase(path, { readonly: true, fileMustExist: true });
    try {
      addReferences(snapshot, found);
    } finally {
      snapshot.close();
    }
  }
  return found;
}

/**
 * Removes what is known of files that no message and no draft needs, and then the files themselves unless a snapshot
 * still needs them. Does nothing for 30 days after a damaged database was replaced: its lost rows had files too.
 */
export async function collectFiles(
  database: Database,
  blobs: BlobStore,
  paths: DataPaths,
): Promise<CollectedBlobs> {
  const now = database.clock.now();
  if (wasQuarantinedSince(paths, now - afterRepairMs)) return { removed: 0, bytes: 0 };
  const unused = referring.map((table) => `sha256 NOT IN (SELECT sha256 FROM ${table})`).join(' AND ');
  const drop = database.client.prepare<[number]>(`DELETE FROM file WHERE created_at < ? AND ${unused}`);
  database.write(() => drop.run(now - unreferencedMs), { frees: true });
  const references = database.read(() => listReferences(database.client, paths.snapshots));
  return blobs.collect(references, unreferencedMs);
}
