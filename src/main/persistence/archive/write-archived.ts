import type { ArchivedConversation, ArchivedMessage } from '#shared/domain/archive';
import { AppError, appError } from '#shared/errors/app-error';
import type { Database } from '../database';
import { tagAsKnown } from '../repositories/tag-names';
import { toModelColumns } from '../repositories/model-columns';
import { sealText } from '../text-seal';
import { archiveStatements } from './archive-statements';
import type { ArchiveStatements } from './archive-statements';
import { writeArchivedMessage } from './write-archived-message';

/** The record that a conversation was made of. */
export interface KeptRecord {
  /** UTF-8, gzip. */
  readonly packed: Buffer;
  /** Of the record before it was packed, hex. */
  readonly sha256: string;
  /** Of the importer that read it. */
  readonly importerVersion: number;
}

/**
 * `new`: it was not here. `added`: it was, and these messages were not. `existing`: nothing was changed, also when it is in
 * the trash here.
 */
export interface ArchiveWriting {
  readonly outcome: 'new' | 'added' | 'existing';
  /** How many were written. */
  readonly messages: number;
}

interface Writing {
  readonly database: Database;
  readonly statements: ArchiveStatements;
  readonly conversation: ArchivedConversation;
}

/**
 * Writes a whole conversation, or what is new in one that is here, in one transaction (a step of the one that runs), with
 * all hashes and seals. The bytes of its files must be stored before. Throws `import.damaged` for a tree that is none or a
 * message that belongs to another conversation, and `storage.*`; then nothing of it is written.
 */
export function writeArchived(
  database: Database,
  conversation: ArchivedConversation,
  record: KeptRecord | null = null,
): ArchiveWriting {
  return database.write(() => {
    const writing = { database, statements: archiveStatements(database), conversation };
    try {
      return write(writing, record);
    } catch (error) {
      if (isTaken(error)) throw damaged('A message of it belongs to another conversation here.');
      throw error;
    }
  });
}

function write(writing: Writing, record: KeptRecord | null): ArchiveWriting {
  const { statements, conversation } = writing;
  const stored = statements.findConversation.get(conversation.id);
  if (stored === undefined) {
    insertConversation(writing);
    const messages = writeMessages(writing, new Map());
    keepRecord(writing, record);
    return { outcome: 'new', messages: messages.length };
  }
  if (stored.deletedAt !== null) return { outcome: 'existing', messages: 0 };
  const places = statements.listPlaces.all(conversation.id);
  const added = writeMessages(writing, new Map(places.map(({ id, depth }) => [id, depth])));
  if (added.length === 0) return { outcome: 'existing', messages: 0 };
  statements.moveHead.run(headAfter(stored.headId, conversation), conversation.updatedAt, conversation.id);
  keepRecord(writing, record);
  return { outcome: 'added', messages: added.length };
}

function insertConversation({ database, statements, conversation }: Writing): void {
  const { id, title, folder, persona, model, tags } = conversation;
  const now = database.clock.now();
  const { headId } = conversation;
  if (headId !== null && !conversation.messages.some((message) => message.id === headId)) {
    throw damaged('The end of its branch is not in it.');
  }
  if (folder !== null) {
    statements.insertFolder.run(folder.id, folder.name, sealText(folder.id, folder.name), now);
  }
  const { modelProviderId, modelId } = toModelColumns(model);
  statements.insertConversation.run({
    id,
    title,
    title_sha256: sealText(id, title),
    title_source: conversation.titleSource,
    persona_id: persona === null ? null : (statements.findPersona.get(persona.id) ?? null),
    model_provider_id: modelProviderId,
    model_id: modelId,
    head_id: headId,
    created_at: conversation.createdAt,
    updated_at: conversation.updatedAt,
    list_position: statements.placeFor(conversation.updatedAt, now),
    revision: 1,
    deleted_at: conversation.deletedAt,
    folder_id: folder?.id ?? null,
    pinned_at: conversation.pinnedAt,
    archived_at: conversation.archivedAt,
    thinking_effort: conversation.thinkingEffort,
    reuses_answers: conversation.reusesAnswers === null ? null : Number(conversation.reusesAnswers),
  });
  for (const each of tags) {
    const tag = tagAsKnown(database, each);
    statements.insertTag.run({ conversation_id: id, tag, tag_sha256: sealText(id, tag) });
  }
}

/** Writes those that have no depth yet; answers which. */
function writeMessages(
  { database, statements, conversation }: Writing,
  depths: Map<string, number>,
): readonly ArchivedMessage[] {
  const fresh = conversation.messages.filter(({ id }) => !depths.has(id));
  if (fresh.length === 0) return [];
  const now = database.clock.now();
  for (const { sha256, mediaType, bytes, width, height, text } of conversation.files) {
    const row = { sha256, media_type: mediaType, bytes, width, height, text, created_at: now };
    statements.insertFile.run(row);
  }
  for (const message of fresh) {
    const above = message.parentId === null ? -1 : depths.get(message.parentId);
    if (above === undefined) throw damaged('A message of it stands before the one that it answers.');
    depths.set(message.id, above + 1);
    writeArchivedMessage(statements, conversation.id, message, above + 1);
  }
  return fresh;
}

/** Messages that were added below the end of the shown branch belong to it: nobody would find them otherwise. */
function headAfter(storedHead: string | null, { headId, messages }: ArchivedConversation): string | null {
  if (storedHead === null) return headId;
  const below = new Set([storedHead]);
  let last = storedHead;
  for (const { id, parentId } of messages) {
    if (parentId === null || !below.has(parentId)) continue;
    below.add(id);
    last = id;
  }
  return headId !== null && below.has(headId) ? headId : last;
}

function keepRecord({ statements, conversation: { id, origin } }: Writing, record: KeptRecord | null): void {
  if (origin === null) return;
  statements.keepRecord.run({
    conversation_id: id,
    app: origin.app,
    source_id: origin.sourceId,
    imported_at: origin.importedAt,
    importer_version: record?.importerVersion ?? null,
    raw: record?.packed ?? null,
    raw_sha256: record?.sha256 ?? null,
  });
}

const damaged = (why: string): AppError =>
  new AppError(appError('import.damaged', `This conversation could not be stored. ${why}`));

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_UNIQUE';
