import { conversationIdSchema } from '#shared/domain/ids';
import type { HeldConversation, HeldData } from '#main/ports/held-data';
import type { ExportSource } from '#main/ports/export-source';
import type { Database } from '../database';
import { sealedText } from '../text-seal';
import { readHeldRows } from './read-held-rows';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly titleSha256: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly archivedAt: number | null;
  readonly deletedAt: number | null;
  readonly messages: number;
}

export const createHeldData = (database: Database, source: ExportSource): HeldData => ({
  listConversations: () => database.read(() => listRows(database).flatMap(toConversation)),
  source,
  readPages: (kind) => readHeldRows(database, kind),
});

const listRows = ({ client }: Database): readonly Row[] =>
  client
    .prepare<[], Row>(
      `SELECT id, title, title_sha256 AS titleSha256, created_at AS createdAt, updated_at AS updatedAt,
         archived_at AS archivedAt, deleted_at AS deletedAt,
         (SELECT count(*) FROM message WHERE conversation_id = conversation.id) AS messages
       FROM conversation ORDER BY created_at, id`,
    )
    .all();

function toConversation(row: Row): readonly HeldConversation[] {
  const id = conversationIdSchema.safeParse(row.id);
  if (!id.success) return [];
  const { title, createdAt, updatedAt, messages } = row;
  return [
    {
      id: id.data,
      title: sealedText(row.id, title, row.titleSha256),
      createdAt,
      updatedAt,
      isArchived: row.archivedAt !== null,
      isInTrash: row.deletedAt !== null,
      messages,
    },
  ];
}
