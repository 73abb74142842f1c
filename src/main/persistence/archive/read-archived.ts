import { asc, eq, inArray, sql } from 'drizzle-orm';
import {
  archivedConversationSchema,
  originSchema,
  type ArchivedConversation,
  type ArchivedFile,
  type ArchivedMessage,
  type Origin,
} from '#shared/domain/archive';
import { thinkingEffortSchema } from '#shared/domain/conversation';
import type { ConversationId } from '#shared/domain/ids';
import type { Database } from '../database';
import { fromModelColumns } from '../repositories/model-columns';
import { conversationNotFound } from '../repositories/not-found';
import { conversation, conversationTag, folder } from '../schema/conversation';
import { file } from '../schema/file';
import { importRecord } from '../schema/import-record';
import { persona } from '../schema/persona';
import { sealedPersonaName, sealedText } from '../text-seal';
import { readArchivedMessages } from './read-archived-messages';

const longestPersonaName = 200;

/** Without what is read for itself. */
const headSchema = archivedConversationSchema.omit({ messages: true, files: true });

/**
 * A conversation with all that belongs to it, also one in the trash, as it is at one moment. What is damaged stays
 * `unreadable`; a reply that is still being written is `interrupted` where it is. Its keys are always in the same order.
 * Throws AppError `conversation.not-found`, `storage.*`.
 */
export function readArchived(database: Database, id: ConversationId): ArchivedConversation {
  return database.read(() => database.client.transaction(() => readWhole(database, id))());
}

function readWhole(database: Database, id: ConversationId): ArchivedConversation {
  const messages = readArchivedMessages(database, id);
  return { ...readHead(database, id, messages), messages, files: readFiles(database, messages) };
}

function readHead(
  database: Database,
  id: ConversationId,
  messages: readonly ArchivedMessage[],
): Omit<ArchivedConversation, 'messages' | 'files'> {
  const found = database.orm
    .select()
    .from(conversation)
    .leftJoin(folder, eq(folder.id, conversation.folderId))
    .leftJoin(persona, eq(persona.id, conversation.personaId))
    .where(eq(conversation.id, id))
    .get();
  if (found === undefined) throw conversationNotFound();
  const row = found.conversation;
  return headSchema.parse({
    id,
    title: sealedText(id, row.title, row.titleSha256),
    titleSource: row.titleSource,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    headId: messages.some((message) => message.id === row.headId) ? row.headId : null,
    folder:
      found.folder === null
        ? null
        : {
            id: found.folder.id,
            name: sealedText(found.folder.id, found.folder.name, found.folder.nameSha256),
          },
    tags: readTags(database, id),
    pinnedAt: row.pinnedAt,
    archivedAt: row.archivedAt,
    deletedAt: row.deletedAt,
    persona:
      found.persona === null
        ? null
        : {
            id: found.persona.id,
            name: sealedPersonaName(found.persona, found.persona.textSha256, longestPersonaName),
          },
    model: fromModelColumns(row),
    thinkingEffort: thinkingEffortSchema.safeParse(row.thinkingEffort).data ?? null,
    reusesAnswers: row.reusesAnswers,
    origin: readOrigin(database, id),
  });
}

/** Null for what was made here, and for an origin that this version does not know. */
function readOrigin({ orm }: Database, id: string): Origin | null {
  const { app, sourceId, importedAt } = importRecord;
  const row = orm
    .select({ app, sourceId, importedAt })
    .from(importRecord)
    .where(eq(importRecord.conversationId, id))
    .get();
  return originSchema.safeParse(row).data ?? null;
}

function readTags({ orm }: Database, id: string): readonly string[] {
  const rows = orm.select().from(conversationTag).where(eq(conversationTag.conversationId, id)).all();
  return rows.map(({ tag, tagSha256 }) => sealedText(id, tag, tagSha256)).sort(byCodePoints);
}

/** UTF-8 keeps the order of code points; the units of a string do not. */
const byCodePoints = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** What is known of the files that the parts refer to; one of which nothing is known is left out. */
function readFiles({ orm }: Database, messages: readonly ArchivedMessage[]): readonly ArchivedFile[] {
  const hashes = new Set<string>();
  for (const { parts } of messages)
    for (const { part } of parts) if (part.type === 'image' || part.type === 'file') hashes.add(part.sha256);
  if (hashes.size === 0) return [];
  return orm
    .select({
      sha256: file.sha256,
      mediaType: file.mediaType,
      bytes: file.bytes,
      width: file.width,
      height: file.height,
      text: file.text,
    })
    .from(file)
    .where(inArray(file.sha256, sql`(SELECT value FROM json_each(${JSON.stringify([...hashes])}))`))
    .orderBy(asc(file.sha256))
    .all();
}
