import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { conversationIdSchema } from '#shared/domain/ids';
import { tagCountSchema, trashContentSchema } from '#shared/domain/organisation';
import type { OrganisationRepository } from '#main/ports/organisation-repository';
import type { Database } from '../database';
import { conversation } from '../schema/conversation';
import { createConversationLists } from './conversation-lists';
import { createFolderRows } from './folder-rows';
import { assertMayLeaveFolder, assertNotHeld } from './holds';
import { organiseConversations } from './organise-conversations';
import { listTrashedIds, purgeConversations } from './purge-conversations';

export function createOrganisationRepository(database: Database): OrganisationRepository {
  const { client, orm, clock, read, write } = database;
  const lists = createConversationLists(database);
  return {
    ...createFolderRows(database),
    list: (scope, before, limit) => read(() => lists.list(scope, before, limit)),
    listRows: (ids) => read(() => lists.listRows(ids)),
    organise: (ids, change) =>
      write(
        () => {
          if (change.type === 'trash') assertNotHeld(client, ids);
          if (change.type === 'move') assertMayLeaveFolder(client, ids);
          return organiseConversations(database, ids, change);
        },
        { frees: change.type === 'trash' },
      ),
    setUnread: (id, isUnread) => {
      const isOther = isUnread ? isNull(conversation.unreadAt) : isNotNull(conversation.unreadAt);
      const other = and(eq(conversation.id, id), isOther);
      // Most conversations that are opened are not unread: nothing is written for them.
      if (read(() => orm.select({ id: conversation.id }).from(conversation).where(other).get()) === undefined)
        return false;
      const unreadAt = isUnread ? clock.now() : null;
      return write(() => orm.update(conversation).set({ unreadAt }).where(other).run().changes > 0);
    },
    listTags: () =>
      read(() =>
        client
          .prepare(
            `SELECT tag, count(*) AS count FROM conversation_tag JOIN conversation ON conversation.id = conversation_id
             WHERE deleted_at IS NULL AND archived_at IS NULL GROUP BY tag`,
          )
          .all()
          .map((row) => tagCountSchema.parse(row))
          .toSorted((a, b) => a.tag.localeCompare(b.tag)),
      ),
    measureTrash: (ids) =>
      read(() =>
        trashContentSchema.parse(
          client
            .prepare(
              `SELECT count(*) AS conversations, coalesce(sum(
                 (SELECT count(*) FROM message WHERE conversation_id = conversation.id)), 0) AS messages
               FROM conversation WHERE deleted_at IS NOT NULL
               ${ids === null ? '' : 'AND id IN (SELECT value FROM json_each(?))'}`,
            )
            .get(...(ids === null ? [] : [JSON.stringify(ids)])),
        ),
      ),
    listTrashed: (until, limit) =>
      listTrashedIds(database, until, limit).map((id) => conversationIdSchema.parse(id)),
    purge: (ids) => {
      read(() => assertNotHeld(client, ids));
      return purgeConversations(database, ids);
    },
  };
}
