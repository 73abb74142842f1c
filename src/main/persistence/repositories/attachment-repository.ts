import { and, asc, eq } from 'drizzle-orm';
import { mostAttachments } from '#shared/domain/attachment-limits';
import { AppError, appError } from '#shared/errors/app-error';
import type { AttachmentRepository, StoredFile } from '#main/ports/attachment-repository';
import type { Database } from '../database';
import { draftFile, file } from '../schema/file';

const tooMany = (): AppError =>
  new AppError(
    appError(
      'attachment.too-many',
      `A message carries at most ${mostAttachments} files. Remove one, or send the rest with another message.`,
    ),
  );

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
  if (rows.length >= mostAttachments) throw tooMany();
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
    listDraft: (key) =>
      read(() =>
        orm
          .select({ sha256: draftFile.sha256, name: draftFile.name })
          .from(draftFile)
          .where(eq(draftFile.key, key))
          .orderBy(asc(draftFile.position))
          .all(),
      ),
    removeFromDraft: (key, sha256) =>
      write(() => orm.delete(draftFile).where(isDraftFile(key, sha256)).run(), { frees: true }),
  };
}
