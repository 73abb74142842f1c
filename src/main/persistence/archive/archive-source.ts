import { asc, isNull } from 'drizzle-orm';
import { conversationIdSchema } from '#shared/domain/ids';
import type { ArchiveSource } from '#main/ports/archive-source';
import type { Database } from '../database';
import { conversation } from '../schema/conversation';
import { readArchived } from './read-archived';

export const createArchiveSource = (database: Database): ArchiveSource => ({
  listIds: ({ withTrash }) =>
    database.read(() =>
      database.orm
        .select({ id: conversation.id })
        .from(conversation)
        .where(withTrash ? undefined : isNull(conversation.deletedAt))
        .orderBy(asc(conversation.updatedAt), asc(conversation.id))
        .all()
        // An id that is none is no conversation that anything could name.
        .flatMap(({ id }) => conversationIdSchema.safeParse(id).data ?? []),
    ),
  read: (id) => readArchived(database, id),
});
