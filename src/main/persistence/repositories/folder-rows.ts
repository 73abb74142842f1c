import { asc, eq, inArray, sql } from 'drizzle-orm';
import { conversationIdSchema } from '#shared/domain/ids';
import { folderSchema } from '#shared/domain/organisation';
import type { OrganisationRepository } from '#main/ports/organisation-repository';
import type { Database } from '../database';
import { conversation, folder } from '../schema/conversation';
import { sealedText, sealText } from '../text-seal';
import { assertFolderNotHeld } from './holds';
import { folderNotFound } from './not-found';

type FolderRows = Pick<
  OrganisationRepository,
  'listFolders' | 'createFolder' | 'renameFolder' | 'removeFolder' | 'restoreFolder' | 'reorderFolders'
>;

const raised = { revision: sql`${conversation.revision} + 1` };

export function createFolderRows(database: Database): FolderRows {
  const { orm, clock, read, write } = database;
  const position = sql`(SELECT coalesce(max(position), 0) + 1 FROM folder)`;
  return {
    listFolders: () =>
      read(() =>
        orm
          .select({
            id: folder.id,
            name: folder.name,
            seal: folder.nameSha256,
            count: sql<number>`(SELECT count(*) FROM conversation WHERE folder_id = folder.id
              AND deleted_at IS NULL AND archived_at IS NULL AND pinned_at IS NULL)`,
          })
          .from(folder)
          .orderBy(asc(folder.position), asc(folder.id))
          .all()
          .flatMap(({ seal, ...row }) => {
            const name = sealedText(row.id, row.name, seal);
            return folderSchema.safeParse({ ...row, name }).data ?? [];
          }),
      ),
    ...createRemoval(database),
    createFolder: (id, name) => {
      write(() =>
        orm
          .insert(folder)
          .values({ id, name, nameSha256: sealText(id, name), position, createdAt: clock.now() })
          .onConflictDoNothing()
          .run(),
      );
    },
    renameFolder: (id, name) => {
      write(() => {
        const { changes } = orm
          .update(folder)
          .set({ name, nameSha256: sealText(id, name) })
          .where(eq(folder.id, id))
          .run();
        if (changes === 0) throw folderNotFound();
      });
    },
    reorderFolders: (ids) => {
      write(() => {
        for (const [index, id] of ids.entries()) {
          orm
            .update(folder)
            .set({ position: index + 1 })
            .where(eq(folder.id, id))
            .run();
        }
      });
    },
  };
}

function createRemoval({ orm, client, write }: Database): Pick<FolderRows, 'removeFolder' | 'restoreFolder'> {
  return {
    removeFolder: (id) =>
      write(() => {
        const stored = orm.select().from(folder).where(eq(folder.id, id)).get();
        if (stored === undefined) throw folderNotFound();
        assertFolderNotHeld(client, id);
        const { nameSha256, ...row } = stored;
        const name = sealedText(id, row.name, nameSha256);
        const held = orm
          .update(conversation)
          .set({ folderId: null, ...raised })
          .where(eq(conversation.folderId, id))
          .returning({ id: conversation.id })
          .all();
        orm.delete(folder).where(eq(folder.id, id)).run();
        return { ...row, id, name, conversationIds: held.map((each) => conversationIdSchema.parse(each.id)) };
      }),
    restoreFolder: ({ conversationIds, ...row }) => {
      write(() => {
        const nameSha256 = sealText(row.id, row.name);
        orm
          .insert(folder)
          .values({ ...row, nameSha256 })
          .onConflictDoNothing()
          .run();
        const held = sql`(SELECT value FROM json_each(${JSON.stringify(conversationIds)}))`;
        orm
          .update(conversation)
          .set({ folderId: row.id, ...raised })
          // One that was moved elsewhere since stays there.
          .where(sql`${inArray(conversation.id, held)} AND ${conversation.folderId} IS NULL`)
          .run();
      });
    },
  };
}
