import { asc, eq, isNull, sql } from 'drizzle-orm';
import type { Database } from '../database';
import { message } from '../schema/message';
import { groupBy } from './group-by';
import { lazily } from './lazily';

type MessageRow = typeof message.$inferSelect;

/** The versions of a message: those with the same parent that are not in the trash. */
export interface Siblings {
  /** In the order of their making, the message itself among them. */
  readonly ids: readonly string[];
  /** Messages of the other versions and below them. */
  readonly messagesElsewhere: number;
}

function prepareStatements({ orm, client }: Database) {
  const ids = sql`(SELECT value FROM json_each(${sql.placeholder('ids')}))`;
  return {
    children: lazily(() =>
      orm
        .select({ id: message.id, parentId: message.parentId })
        .from(message)
        .where(sql`${message.parentId} IN ${ids} AND ${isNull(message.deletedAt)}`)
        .orderBy(asc(message.position))
        .prepare(),
    ),
    roots: lazily(() =>
      orm
        .select({ id: message.id })
        .from(message)
        .where(
          sql`${eq(message.conversationId, sql.placeholder('conversationId'))} AND ${eq(message.depth, 0)} AND ${isNull(message.deletedAt)}`,
        )
        .orderBy(asc(message.position))
        .prepare(),
    ),
    sizes: lazily(() =>
      client.prepare<[string], { readonly top: string; readonly size: number }>(`
        WITH RECURSIVE below(top, id, depth, deleted_at) AS (
          SELECT id, id, depth, deleted_at FROM message WHERE id IN (SELECT value FROM json_each(?))
          UNION ALL
          SELECT below.top, message.id, message.depth, message.deleted_at FROM below
          JOIN message ON message.parent_id = below.id AND message.depth > below.depth
        ) SELECT top, count(*) AS size FROM below WHERE deleted_at IS NULL GROUP BY top`),
    ),
  };
}

/** Reads the versions of a page of messages, with three queries however many there are. */
export function createSiblingReader(
  database: Database,
): (rows: readonly MessageRow[]) => (row: MessageRow) => Siblings {
  const statements = prepareStatements(database);
  return (rows) => {
    const parents = rows.flatMap((row) => row.parentId ?? []);
    const children = groupBy(
      statements.children().all({ ids: JSON.stringify(parents) }),
      (child) => child.parentId ?? '',
    );
    const idsOf = (row: MessageRow): readonly string[] => {
      const siblings =
        row.parentId === null
          ? statements.roots().all({ conversationId: row.conversationId })
          : (children.get(row.parentId) ?? []);
      return siblings.map(({ id }) => id);
    };
    const lists = new Map(rows.map((row) => [row.id, idsOf(row)]));
    const others = rows.flatMap((row) => lists.get(row.id)?.filter((id) => id !== row.id) ?? []);
    const sizes = new Map(
      others.length === 0
        ? []
        : statements
            .sizes()
            .all(JSON.stringify(others))
            .map(({ top, size }) => [top, size]),
    );
    return (row) => {
      const ids = lists.get(row.id) ?? [];
      const messagesElsewhere = ids.reduce(
        (sum, id) => (id === row.id ? sum : sum + (sizes.get(id) ?? 0)),
        0,
      );
      return { ids, messagesElsewhere };
    };
  };
}
