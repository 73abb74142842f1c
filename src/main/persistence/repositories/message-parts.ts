import { sql } from 'drizzle-orm';
import { hash } from 'node:crypto';
import type { AttachmentRef } from '#shared/domain/attachment';
import { mostCharacters } from '#shared/domain/attachment-limits';
import type { Part } from '#shared/domain/part';
import { AppError, appError } from '#shared/errors/app-error';
import type { StoredPart } from '#main/ports/turn-repository';
import type { Database } from '../database';
import { encodePart, type PartRow } from '../part-codec';
import { partFile } from '../schema/file';
import { part } from '../schema/part';
import { findFile } from './attachment-repository';
import { preparedFor } from './lazily';

const fileGone = ({ name }: AttachmentRef): AppError =>
  new AppError(
    appError('attachment.not-found', `“${name}” is not stored any more. Remove it and attach it again.`),
  );

const partInsert = preparedFor(({ orm }) =>
  orm
    .insert(part)
    .values({
      messageId: sql.placeholder('messageId'),
      index: sql.placeholder('index'),
      type: sql.placeholder('type'),
      payload: sql.placeholder('payload'),
      providerStateKind: sql.placeholder('providerStateKind'),
      providerState: sql.placeholder('providerState'),
      sha256: sql.placeholder('sha256'),
    })
    .prepare(),
);

/** Writes one part and what it needs of the stored files. Runs inside a transaction. */
export function insertPart(
  database: Database,
  messageId: string,
  stored: StoredPart,
  row: PartRow = encodePart(messageId, stored),
): void {
  partInsert(database).run({ messageId, ...row });
  const { type } = stored.part;
  if (type === 'image' || type === 'file') {
    const { index: partIndex } = stored;
    database.orm.insert(partFile).values({ messageId, partIndex, sha256: stored.part.sha256 }).run();
  }
}

/** A question's parts: its files in their order, then its text. Throws `attachment.not-found`. */
export function questionParts(
  database: Database,
  { text, files }: { readonly text: string; readonly files: readonly AttachmentRef[] },
): readonly StoredPart[] {
  const parts = files.map((ref) => filePart(database, ref));
  // A message has at least one part.
  if (text !== '' || parts.length === 0) parts.push({ type: 'text', text });
  return parts.map((stored, index) => ({ index, part: stored, state: null }));
}

function filePart(database: Database, ref: AttachmentRef): Part {
  const file = findFile(database, ref.sha256);
  if (file === null) throw fileGone(ref);
  const { sha256, mediaType, bytes, width, height, text } = file;
  const { name } = ref;
  if (text === null) return { type: 'image', sha256, mediaType, width, height, name };
  const textSha256 = hash('sha256', text);
  const isCut = text.length >= mostCharacters;
  return { type: 'file', sha256, mediaType, name, bytes, textSha256, characters: text.length, isCut };
}
