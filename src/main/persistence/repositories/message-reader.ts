import { asc, sql } from 'drizzle-orm';
import type { MessageMeta, MessageView } from '#shared/domain/message';
import { messageViewSchema } from '#shared/domain/message';
import { modelRefSchema } from '#shared/domain/model';
import { partSchema, type Part } from '#shared/domain/part';
import { appErrorSchema } from '#shared/errors/app-error';
import type { BranchMessage, BranchPart } from '#main/ports/conversation-repository';
import type { Database } from '../database';
import { decodeParts } from '../decode-parts';
import type { DecodedPart } from '../part-codec';
import { attempt } from '../schema/attempt';
import { message } from '../schema/message';
import { part, partChunk } from '../schema/part';
import type { BranchHead } from './branch-path';
import { groupBy } from './group-by';
import { lazily } from './lazily';
import { createSiblingReader } from './sibling-reader';
import type { Siblings } from './sibling-reader';

type MessageRow = typeof message.$inferSelect;
type AttemptRow = typeof attempt.$inferSelect;

/** Text of a live reply that is not yet a part, joined per part, in order. */
export interface LivePart {
  readonly messageId: string;
  readonly index: number;
  readonly kind: 'text' | 'thinking' | 'image';
  readonly text: string;
}

/** Reads whole messages for ids, with a fixed number of queries however many there are. */
export interface MessageReader {
  /** In the order of the ids; an id without a row is left out. */
  listViews(ids: readonly string[]): readonly MessageView[];
  /** What each says is read when it is first looked at, with that of its neighbours: of a long branch little is sent. */
  listBranch(heads: readonly BranchHead[]): readonly BranchMessage[];
  listLiveParts(messageIds: readonly string[]): readonly LivePart[];
}

/** Statements over a JSON array of ids: one prepared statement serves any number. */
function prepareStatements({ orm }: Database) {
  const ids = sql`(SELECT value FROM json_each(${sql.placeholder('ids')}))`;
  return {
    messages: lazily(() =>
      orm
        .select()
        .from(message)
        .where(sql`${message.id} IN ${ids}`)
        .prepare(),
    ),
    parts: lazily(() =>
      orm
        .select()
        .from(part)
        .where(sql`${part.messageId} IN ${ids}`)
        .orderBy(asc(part.messageId), asc(part.index))
        .prepare(),
    ),
    chunks: lazily(() =>
      orm
        .select()
        .from(partChunk)
        .where(sql`${partChunk.messageId} IN ${ids}`)
        .orderBy(asc(partChunk.messageId), asc(partChunk.seq))
        .prepare(),
    ),
    attempts: lazily(() =>
      orm
        .select()
        .from(attempt)
        .where(sql`${attempt.messageId} IN ${ids}`)
        .orderBy(asc(attempt.position))
        .prepare(),
    ),
  };
}

function joinChunks(rows: readonly (typeof partChunk.$inferSelect)[]): readonly LivePart[] {
  const joined = new Map<string, LivePart>();
  for (const { messageId, partIndex: index, kind, text } of rows) {
    const key = `${messageId} ${index}`;
    joined.set(key, { messageId, index, kind, text: (joined.get(key)?.text ?? '') + text });
  }
  return [...joined.values()].sort((a, b) => a.index - b.index);
}

/** A part that was still coming in. */
export function livePart({ kind, text }: LivePart): Part {
  if (kind === 'text') return { type: 'text', text };
  return kind === 'thinking' ? { type: 'thinking', text, durationMs: null } : liveImage(text);
}

function liveImage(json: string): Part {
  try {
    return partSchema.parse(JSON.parse(json));
  } catch {
    return { type: 'unreadable' };
  }
}

function toMeta(attempts: readonly AttemptRow[]): MessageMeta | null {
  const last = attempts.at(-1);
  if (last === undefined) return null;
  const model = modelRefSchema.safeParse({
    providerId: last.providerId,
    modelId: last.answeredBy ?? last.modelId,
  });
  if (!model.success) return null;
  return {
    model: model.data,
    modelName: last.modelName,
    usage: {
      input: last.inputTokens,
      output: last.outputTokens,
      cachedInput: last.cachedInputTokens,
      cacheWrite: last.cacheWriteTokens,
      reasoning: last.reasoningTokens,
      imageInput: last.imageInputTokens,
      imageOutput: last.imageOutputTokens,
    },
    firstTokenMs: last.firstTokenMs,
    totalMs: last.totalMs,
    cost: last.cost,
    attempts: attempts.length,
  };
}

function parseError(text: string | null): MessageView['error'] {
  if (text === null) return null;
  try {
    return appErrorSchema.parse(JSON.parse(text));
  } catch {
    return { code: 'unknown', message: 'The reason why this ended could not be read.' };
  }
}

function toBranchPart({ part: stored, state }: DecodedPart): readonly BranchPart[] {
  if (stored.type === 'text') return [{ type: 'text', text: stored.text, state }];
  if (stored.type === 'thinking') return [{ type: 'thinking', text: stored.text, state }];
  if (stored.type === 'image') return [{ ...stored, state }];
  if (stored.type === 'file') {
    const { type, sha256, name, textSha256, characters, isCut } = stored;
    return [{ type, sha256, name, textSha256, characters, isCut, state: null }];
  }
  return stored.type === 'opaque' && state !== null ? [{ type: 'opaque', state }] : [];
}

/** A copy was never asked for: what is known of its attempts is known of the message that it was copied from. */
const ownerOfAttempts = (row: MessageRow): string => row.copiedFrom ?? row.id;

interface ViewContent {
  readonly parts: readonly Part[];
  readonly meta: MessageMeta | null;
  readonly siblings: Siblings;
}

/** The view of a row; damage to its own columns stays in this message. Empty when not even its ids are left. */
function toView(row: MessageRow, content: ViewContent): readonly MessageView[] {
  const { id, conversationId, parentId, role, status, depth, createdAt, inclusion, startsContext } = row;
  const { parts, meta, siblings } = content;
  const place = { id, conversationId, parentId, depth, createdAt };
  const marks = { isStarred: row.starredAt !== null, inclusion, startsContext };
  const view = messageViewSchema.safeParse({
    ...place,
    ...marks,
    role,
    status,
    parts,
    meta,
    error: parseError(row.error),
    siblingIndex: siblings.ids.indexOf(id),
    siblingIds: siblings.ids,
    messagesElsewhere: siblings.messagesElsewhere,
  });
  if (view.success) return [view.data];
  const remains = messageViewSchema.safeParse({
    ...place,
    role: role === 'user' ? 'user' : 'assistant',
    status: 'failed',
    parts: [{ type: 'unreadable' }],
    error: null,
    meta: null,
    siblingIndex: 0,
    siblingIds: [id],
    messagesElsewhere: 0,
    isStarred: false,
    inclusion: null,
    startsContext: false,
  });
  return remains.success ? [remains.data] : [];
}

/** Messages of a branch whose contents are read together. */
const readAtOnce = 64;

export function createMessageReader(database: Database): MessageReader {
  const statements = prepareStatements(database);
  const readSiblings = createSiblingReader(database);
  const inOrder = (ids: readonly string[], list: string): readonly MessageRow[] => {
    const found = statements.messages().all({ ids: list });
    const rows = new Map(found.map((row) => [row.id, row]));
    return ids.flatMap((id) => rows.get(id) ?? []);
  };
  const partsOf = (list: string): Map<string, (typeof part.$inferSelect)[]> =>
    groupBy(statements.parts().all({ ids: list }), (row) => row.messageId);

  const listLiveParts = (messageIds: readonly string[]): readonly LivePart[] =>
    messageIds.length === 0 ? [] : joinChunks(statements.chunks().all({ ids: JSON.stringify(messageIds) }));

  const listViews = (ids: readonly string[]): readonly MessageView[] => {
    const list = JSON.stringify(ids);
    const rows = inOrder(ids, list);
    const parts = partsOf(list);
    const streaming = rows.filter((row) => row.status === 'streaming').map((row) => row.id);
    const live = groupBy(listLiveParts(streaming), (chunk) => chunk.messageId);
    const owners = JSON.stringify(rows.map(ownerOfAttempts));
    const attempts = groupBy(statements.attempts().all({ ids: owners }), (row) => row.messageId);
    const siblingsOf = readSiblings(rows);
    return rows.flatMap((row) => {
      const settled = decodeParts(row, parts.get(row.id) ?? []).map(({ part: stored }) => stored);
      const shown = settled.filter((stored) => stored.type !== 'opaque');
      return toView(row, {
        parts: [...shown, ...(live.get(row.id) ?? []).map(livePart)],
        meta: toMeta(attempts.get(ownerOfAttempts(row)) ?? []),
        siblings: siblingsOf(row),
      });
    });
  };

  return {
    listViews,
    listLiveParts,
    listBranch: (heads) => {
      const contents = new Map<string, readonly BranchPart[]>();
      const readAround = (at: number): void => {
        const start = at - (at % readAtOnce);
        const ids = heads.slice(start, start + readAtOnce).map(({ id }) => id);
        const list = JSON.stringify(ids);
        const parts = partsOf(list);
        // One that was erased meanwhile says nothing any more.
        for (const id of ids) contents.set(id, []);
        for (const row of inOrder(ids, list)) {
          contents.set(row.id, decodeParts(row, parts.get(row.id) ?? []).flatMap(toBranchPart));
        }
      };
      return heads.map((head, at) => ({
        ...head,
        get parts() {
          if (!contents.has(head.id)) database.read(() => readAround(at));
          return contents.get(head.id) ?? [];
        },
      }));
    },
  };
}
