import { and, asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { ConversationId } from '#shared/domain/ids';
import { branchOutlineSchema, messageExcerptSchema } from '#shared/domain/tree';
import type { MessageExcerpt } from '#shared/domain/tree';
import type { TreeRepository } from '#main/ports/tree-repository';
import type { Database } from '../database';
import { conversation } from '../schema/conversation';
import { message } from '../schema/message';
import { part } from '../schema/part';
import { outlineTree } from './branch-outline';
import type { OutlineNode } from './branch-outline';
import type { BranchPath } from './branch-path';
import { copyBranch } from './copy-branch';
import { assertNotHeld } from './holds';
import { conversationNotFound, messageNotFound } from './not-found';
import { throughMessage, withoutTrash } from './tree-nodes';

type MessageRow = typeof message.$inferSelect;

const excerptLength = 120;

/** More in one list would not be read. */
const listLimit = 5_000;

interface Rows {
  /** Throws `conversation.not-found`, also for one in the trash. */
  readonly getHead: (id: string) => string | null;
  /** Of a conversation that is not on hold. */
  readonly getDeletable: (id: string) => string | null;
  /** Throws `message.not-found`. */
  readonly getMessage: (conversationId: string, id: string) => MessageRow;
  /** The messages of the branch that is shown. */
  readonly pathOf: (conversationId: string) => ReadonlySet<string>;
  readonly listNodes: (conversationId: string) => readonly OutlineNode[];
  /** First words by message. */
  readonly excerptsOf: (ids: readonly string[]) => ReadonlyMap<string, string>;
  readonly bump: (conversationId: string, set?: Partial<typeof conversation.$inferInsert>) => void;
}

function createRows({ orm, client }: Database, path: BranchPath): Rows {
  const getHead = (id: string): string | null => {
    const [row] = orm
      .select({ headId: conversation.headId })
      .from(conversation)
      .where(and(eq(conversation.id, id), isNull(conversation.deletedAt)))
      .all();
    if (row === undefined) throw conversationNotFound();
    return row.headId;
  };
  return {
    getHead,
    getDeletable: (id) => {
      const head = getHead(id);
      assertNotHeld(client, [id]);
      return head;
    },
    getMessage: (conversationId, id) => {
      const [row] = orm.select().from(message).where(eq(message.id, id)).all();
      if (row?.conversationId !== conversationId) throw messageNotFound();
      return row;
    },
    pathOf: (conversationId) => {
      const head = getHead(conversationId);
      return new Set(head === null ? [] : path.up(head, Number.MAX_SAFE_INTEGER).map(({ id }) => id));
    },
    listNodes: (conversationId) => {
      return orm
        .select({
          id: message.id,
          parentId: message.parentId,
          role: message.role,
          createdAt: message.createdAt,
          isDeleted: sql<number>`${message.deletedAt} IS NOT NULL`,
          cost: sql<number | null>`(SELECT sum(attempt.cost) FROM attempt
            WHERE attempt.message_id = coalesce(message.copied_from, message.id))`,
        })
        .from(message)
        .where(eq(message.conversationId, conversationId))
        .orderBy(asc(message.position))
        .all()
        .map((row) => ({ ...row, isDeleted: row.isDeleted === 1 }));
    },
    excerptsOf: (ids) => readExcerpts(orm, ids),
    bump: (conversationId, set = {}) => {
      orm
        .update(conversation)
        .set({ ...set, revision: sql`${conversation.revision} + 1` })
        .where(eq(conversation.id, conversationId))
        .run();
    },
  };
}

/** The first words of each message; of one without words, what its first file is called. */
function readExcerpts(orm: Database['orm'], ids: readonly string[]): ReadonlyMap<string, string> {
  const rows = orm
    .select({
      id: part.messageId,
      type: part.type,
      text: sql<
        string | null
      >`substr(coalesce(json_extract(${part.payload}, '$.text'), json_extract(${part.payload}, '$.name')), 1, ${excerptLength * 4})`,
    })
    .from(part)
    .where(
      sql`${part.messageId} IN (SELECT value FROM json_each(${JSON.stringify(ids)})) AND ${part.type} IN ('text', 'image', 'file')`,
    )
    .orderBy(desc(part.index))
    .all();
  const names = rows.flatMap(({ id, type, text }) =>
    type === 'text' ? [] : [[id, firstWords(text ?? 'Image')] as const],
  );
  const words = rows.flatMap(({ id, type, text }) =>
    type === 'text' && text !== null && text.trim() !== '' ? [[id, firstWords(text)] as const] : [],
  );
  return new Map([...names, ...words]);
}

function firstWords(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = Array.from(line);
  return characters.length <= excerptLength ? line : `${characters.slice(0, excerptLength - 1).join('')}…`;
}

type Reading = Pick<TreeRepository, 'outline' | 'listStarred' | 'listQuestions'>;
type Marks = Pick<TreeRepository, 'setStarred' | 'setInclusion' | 'setContextStart'>;

function createReading({ orm, read }: Database, rows: Rows): Reading {
  const toExcerpts = (found: readonly MessageRow[], path: ReadonlySet<string>): readonly MessageExcerpt[] => {
    const excerpts = rows.excerptsOf(found.map(({ id }) => id));
    return found.map(({ id, role, createdAt }) =>
      messageExcerptSchema.parse({
        messageId: id,
        role,
        createdAt,
        excerpt: excerpts.get(id) ?? '',
        isActive: path.has(id),
      }),
    );
  };
  return {
    outline: (conversationId) =>
      read(() => {
        const path = rows.pathOf(conversationId);
        const stretches = outlineTree(rows.listNodes(conversationId), path);
        // An answer that failed has no words: the next message of the stretch has.
        const named = stretches.flatMap(({ messageIds }) => messageIds.slice(0, 3));
        const excerpts = rows.excerptsOf(named);
        return stretches.map(({ messageIds, ...stretch }) => {
          const words = messageIds.slice(0, 3).find((id) => (excerpts.get(id) ?? '') !== '');
          const excerpt = words === undefined ? '' : (excerpts.get(words) ?? '');
          return branchOutlineSchema.parse({ ...stretch, excerpt });
        });
      }),
    listStarred: (conversationId) =>
      read(() => {
        const path = rows.pathOf(conversationId);
        const found = orm
          .select()
          .from(message)
          .where(
            and(
              eq(message.conversationId, conversationId),
              isNotNull(message.starredAt),
              isNull(message.deletedAt),
            ),
          )
          .orderBy(desc(message.starredAt))
          .limit(listLimit)
          .all();
        return toExcerpts(found, path);
      }),
    listQuestions: (conversationId) =>
      read(() => {
        const path = rows.pathOf(conversationId);
        const ids = JSON.stringify([...path]);
        const found = orm
          .select()
          .from(message)
          .where(sql`${message.id} IN (SELECT value FROM json_each(${ids})) AND ${eq(message.role, 'user')}`)
          .orderBy(asc(message.depth))
          .limit(listLimit)
          .all();
        return toExcerpts(found, path);
      }),
  };
}

function createMarks({ orm, clock, write }: Database, rows: Rows): Marks {
  const mark = (conversationId: ConversationId, id: string, set: Partial<MessageRow>): void =>
    write(() => {
      rows.getHead(conversationId);
      rows.getMessage(conversationId, id);
      orm.update(message).set(set).where(eq(message.id, id)).run();
      rows.bump(conversationId);
    });
  return {
    setStarred: (conversationId, id, isStarred) =>
      mark(conversationId, id, { starredAt: isStarred ? clock.now() : null }),
    setInclusion: (conversationId, id, inclusion) => mark(conversationId, id, { inclusion }),
    setContextStart: (conversationId, id, startsContext) => mark(conversationId, id, { startsContext }),
  };
}

/** Every message of the subtree under one, itself first. */
const subtree = (id: string) => sql`(
  WITH RECURSIVE below(id, depth) AS (
    SELECT id, depth FROM message WHERE id = ${id}
    UNION ALL
    SELECT message.id, message.depth FROM below
    JOIN message ON message.parent_id = below.id AND message.depth > below.depth
  ) SELECT id FROM below)`;

/** Where the branch ends now: at what is left of it, else at the newest message that is left at all. */
function findEnd(
  { orm }: Database,
  path: BranchPath,
  conversationId: ConversationId,
  head: string | null,
): string | null {
  const left = head === null ? undefined : path.up(head, 1)[0];
  if (left !== undefined) return left.id === head ? head : path.newestLeaf(left.id);
  const [newest] = orm
    .select({ id: message.id })
    .from(message)
    .where(and(eq(message.conversationId, conversationId), isNull(message.deletedAt)))
    .orderBy(desc(message.position))
    .limit(1)
    .all();
  return newest?.id ?? null;
}

export function createTreeRepository(database: Database, path: BranchPath): TreeRepository {
  const { orm, clock, write } = database;
  const rows = createRows(database, path);

  return {
    ...createReading(database, rows),
    ...createMarks(database, rows),
    isShown: (conversationId, messageId) =>
      database.read(() => {
        const headId = rows.getHead(conversationId);
        const [head] = headId === null ? [] : path.up(headId, 1);
        const { id, parentId, depth, deletedAt } = rows.getMessage(conversationId, messageId);
        if (deletedAt !== null) throw messageNotFound();
        if (head === undefined) return false;
        return head.id === id || path.down(conversationId, { id, parentId, depth }, head, 1).length > 0;
      }),
    beginAt: (conversationId, messageId) =>
      write(() => {
        rows.getHead(conversationId);
        if (rows.getMessage(conversationId, messageId).deletedAt !== null) throw messageNotFound();
        rows.bump(conversationId, { headId: messageId });
      }),
    remove: (conversationId, messageId, scope) =>
      write(
        () => {
          const head = rows.getDeletable(conversationId);
          if (rows.getMessage(conversationId, messageId).deletedAt !== null) throw messageNotFound();
          const which =
            scope === 'message' ? eq(message.id, messageId) : sql`${message.id} IN ${subtree(messageId)}`;
          const { changes } = orm
            .update(message)
            .set({ deletedAt: clock.now() })
            .where(and(which, isNull(message.deletedAt)))
            .run();
          rows.bump(conversationId, { headId: findEnd(database, path, conversationId, head) });
          return changes;
        },
        { frees: true },
      ),
    restore: (conversationId, messageId) =>
      write(() => {
        rows.getHead(conversationId);
        const { deletedAt } = rows.getMessage(conversationId, messageId);
        if (deletedAt === null) return;
        orm
          .update(message)
          .set({ deletedAt: null })
          .where(and(sql`${message.id} IN ${subtree(messageId)}`, eq(message.deletedAt, deletedAt)))
          .run();
        rows.bump(conversationId, { headId: path.newestLeaf(messageId) });
      }),
    copyBranch: (from, messageId, { id, title, newId }) =>
      write(() => {
        rows.getHead(from);
        rows.getMessage(from, messageId);
        const nodes = throughMessage(withoutTrash(rows.listNodes(from)), messageId);
        const headId = path.newestLeaf(messageId);
        copyBranch(database, { from, nodes, headId, to: { id, title }, newId });
      }),
  };
}
