import { and, eq } from 'drizzle-orm';
import { mostAttachments } from '#shared/domain/attachment-limits';
import type { AttachmentRepository, StoredFile } from '#main/ports/attachment-repository';
import type { Database } from '../database';
import { draftFile, file } from '../schema/file';
import { listDraftFiles, tooManyFiles } from './draft-rows';

/** Adds what is known of a file; what is known already stays. Runs inside a transaction. */
export function insertFile({ orm, clock }: Database, stored: StoredFile): void {
  orm
    .insert(file)
    .values({ ...stored, createdAt: clock.now() })
    .onConflictDoNothing()
    .run();
}

export function findFile({ orm }: Database, sha256: string): StoredFile | null {
  const row = orm.select().from(file).where(eq(file.sha256, sha256)).get();
  if (row === undefined) return null;
  const { mediaType, bytes, width, height, text } = row;
  return { sha256, mediaType, bytes, width, height, text };
}

function addToDraft({ orm }: Database, key: string, name: string, sha256: string): void {
  const rows = orm.select().from(draftFile).where(eq(draftFile.key, key)).all();
  if (rows.some((row) => row.sha256 === sha256)) {
    orm.update(draftFile).set({ name }).where(isDraftFile(key, sha256)).run();
    return;
  }
  if (rows.length >= mostAttachments) throw tooManyFiles();
  const position = Math.max(-1, ...rows.map((row) => row.position)) + 1;
  orm.insert(draftFile).values({ key, position, sha256, name }).run();
}

const isDraftFile = (key: string, sha256: string) =>
  and(eq(draftFile.key, key), eq(draftFile.sha256, sha256));

export function createAttachmentRepository(database: Database): AttachmentRepository {
  const { orm, read, write } = database;
  return {
    save: (stored) => write(() => insertFile(database, stored)),
    find: (sha256) => read(() => findFile(database, sha256)),
    addToDraft: (key, name, stored) =>
      write(() => {
        insertFile(database, stored);
        addToDraft(database, key, name, stored.sha256);
      }),
    listDraft: (key) => read(() => listDraftFiles(database, key)),
    removeFromDraft: (key, sha256) =>
      write(() => orm.delete(draftFile).where(isDraftFile(key, sha256)).run(), { frees: true }),
  };
}
