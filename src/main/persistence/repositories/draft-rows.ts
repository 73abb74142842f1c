import { asc, eq, sql } from 'drizzle-orm';
import { mostAttachments } from '#shared/domain/attachment-limits';
import type { AttachmentRef } from '#shared/domain/attachment';
import { AppError, appError } from '#shared/errors/app-error';
import type { Database } from '../database';
import { draftFile } from '../schema/file';
import { draft } from '../schema/setting';
import { sealedText, sealText } from '../text-seal';
import { preparedFor } from './lazily';

export const tooManyFiles = (): AppError =>
  new AppError(
    appError(
      'attachment.too-many',
      `A message carries at most ${mostAttachments} files. Remove one, or send the rest with another message.`,
    ),
  );

interface DraftText {
  /** As a person is shown it. */
  readonly text: string;
  readonly isSound: boolean;
}

/** Text that was not sent, by its key. */
export function readDraft({ orm }: Database, key: string): DraftText {
  const row = orm.select().from(draft).where(eq(draft.key, key)).get();
  if (row === undefined) return { text: '', isSound: true };
  const text = sealedText(key, row.text, row.textSha256);
  return { text, isSound: text === row.text };
}

/** An empty text leaves no row. Runs inside a transaction. */
export function writeDraft({ orm, clock }: Database, key: string, text: string): void {
  const values = { text, textSha256: sealText(key, text), updatedAt: clock.now() };
  if (text === '') orm.delete(draft).where(eq(draft.key, key)).run();
  else {
    orm
      .insert(draft)
      .values({ key, ...values })
      .onConflictDoUpdate({ target: draft.key, set: values })
      .run();
  }
}

const draftDeletes = preparedFor(({ orm }) => {
  const key = sql.placeholder('key');
  return [
    orm.delete(draft).where(eq(draft.key, key)).prepare(),
    orm.delete(draftFile).where(eq(draftFile.key, key)).prepare(),
  ];
});

/** Text and files. Runs inside a transaction. */
export function clearDraft(database: Database, key: string): void {
  for (const statement of draftDeletes(database)) statement.run({ key });
}

export const listDraftFiles = ({ orm }: Database, key: string): AttachmentRef[] =>
  orm
    .select({ sha256: draftFile.sha256, name: draftFile.name })
    .from(draftFile)
    .where(eq(draftFile.key, key))
    .orderBy(asc(draftFile.position))
    .all();

/** Files of one draft go behind those of another, each once. Throws `attachment.too-many`; runs inside a transaction. */
export function moveDraftFiles(database: Database, from: string, to: string): void {
  const there = listDraftFiles(database, to);
  const known = new Set(there.map(({ sha256 }) => sha256));
  const all = [...there, ...listDraftFiles(database, from).filter(({ sha256 }) => !known.has(sha256))];
  if (all.length > mostAttachments) throw tooManyFiles();
  writeDraftFiles(database, from, []);
  writeDraftFiles(database, to, all);
}

/** Puts these in the place of the files of a draft. Runs inside a transaction. */
export function writeDraftFiles({ orm }: Database, key: string, files: readonly AttachmentRef[]): void {
  orm.delete(draftFile).where(eq(draftFile.key, key)).run();
  for (const [position, file] of files.entries()) {
    orm
      .insert(draftFile)
      .values({ key, position, ...file })
      .run();
  }
}
