import { eq, sql } from 'drizzle-orm';
import { AppError, appError } from '#shared/errors/app-error';
import type { OpenTurn } from '#main/ports/turn-repository';
import { hashMessage } from '../content-hash';
import type { Database } from '../database';
import { conversation } from '../schema/conversation';
import { encodePart } from '../part-codec';
import { message } from '../schema/message';
import { sealText } from '../text-seal';
import { clearDraft } from './draft-rows';
import { lazily } from './lazily';
import { topPosition } from './list-position';
import { insertPart, questionParts } from './message-parts';
import { toModelColumns } from './model-columns';
import { conversationNotFound, messageNotFound } from './not-found';
import { findQueued } from './queue-rows';

type ConversationRow = typeof conversation.$inferSelect;
type MessageRow = typeof message.$inferSelect;
type Send = Extract<OpenTurn, { kind: 'send' }>;
type Edit = Extract<OpenTurn, { kind: 'edit' }>;
type Answer = Exclude<OpenTurn, Send | Edit>;

const busy = (): AppError =>
  new AppError(
    appError('conversation.busy', 'A reply is still coming in here. Stop it, or wait for its end.'),
  );
const stale = (): AppError =>
  new AppError(
    appError(
      'conversation.stale',
      'This conversation went on elsewhere. Look at what is new, then send again.',
    ),
  );

const sentAlready = (): AppError =>
  new AppError(appError('conversation.stale', 'This message was sent already.'));

/** Where a new message goes in the tree. */
interface Place {
  readonly parentId: string | null;
  readonly depth: number;
}

const below = (parent: Pick<MessageRow, 'id' | 'depth'> | null): Place => ({
  parentId: parent?.id ?? null,
  depth: parent === null ? 0 : parent.depth + 1,
});

function prepareWriting({ orm }: Database) {
  const id = sql.placeholder('id');
  return {
    insertMessage: lazily(() =>
      orm
        .insert(message)
        .values({
          id,
          conversationId: sql.placeholder('conversationId'),
          parentId: sql.placeholder('parentId'),
          depth: sql.placeholder('depth'),
          role: sql.placeholder('role'),
          status: sql.placeholder('status'),
          createdAt: sql.placeholder('createdAt'),
          contentSha256: sql.placeholder('contentSha256'),
        })
        .prepare(),
    ),
    moveUp: lazily(() =>
      orm
        .update(conversation)
        .set({
          headId: sql`${sql.placeholder('headId')}`,
          updatedAt: sql`${sql.placeholder('now')}`,
          listPosition: topPosition(sql.placeholder('now')),
          revision: sql`${conversation.revision} + 1`,
        })
        .where(eq(conversation.id, id))
        .prepare(),
    ),
    nameByQuestion: lazily(() =>
      orm
        .update(conversation)
        .set({
          title: sql`${sql.placeholder('title')}`,
          titleSha256: sql`${sql.placeholder('titleSha256')}`,
        })
        .where(eq(conversation.id, id))
        .prepare(),
    ),
  };
}

function prepareStatements(database: Database) {
  const { orm } = database;
  const id = sql.placeholder('id');
  return {
    ...prepareWriting(database),
    conversation: lazily(() => orm.select().from(conversation).where(eq(conversation.id, id)).prepare()),
    message: lazily(() => orm.select().from(message).where(eq(message.id, id)).prepare()),
    live: lazily(() =>
      orm
        .select({ id: message.id })
        .from(message)
        // Literally as in the index of live replies, so that it is used.
        .where(sql`${message.conversationId} = ${id} AND status = 'streaming'`)
        .prepare(),
    ),
  };
}

type Statements = ReturnType<typeof prepareStatements>;

interface TurnRows {
  readonly getMessage: (id: string, conversationId: string) => MessageRow;
  /** The window names the message, so that sending it a second time cannot store it twice. */
  readonly assertNew: (messageId: string) => void;
  /** Null when there is none; throws when it is in the trash, or a reply streams there. */
  readonly findOpenable: (id: string) => ConversationRow | null;
  readonly insertConversation: (turn: Send) => void;
  readonly insertQuestion: (turn: Send | Edit, place: Place) => void;
  readonly insertAnswer: (id: string, conversationId: string, place: Place) => void;
  readonly reopenAnswer: (id: string) => void;
  /** The conversation with a new turn comes first in the list, and its branch ends at the answer. */
  readonly moveUp: (id: string, headId: string) => void;
  /** A conversation without a title of its own is called like its first question. */
  readonly nameByQuestion: (turn: Send) => void;
}

function createReading(statements: Statements): Pick<TurnRows, 'getMessage' | 'assertNew' | 'findOpenable'> {
  return {
    getMessage: (id, conversationId) => {
      const row = statements.message().get({ id });
      if (row?.conversationId !== conversationId || row.deletedAt !== null) throw messageNotFound();
      return row;
    },
    assertNew: (id) => {
      if (statements.message().get({ id }) !== undefined) throw sentAlready();
    },
    findOpenable: (id) => {
      const row = statements.conversation().get({ id });
      if (row === undefined) return null;
      if (row.deletedAt !== null) throw conversationNotFound();
      if (statements.live().get({ id }) !== undefined) throw busy();
      return row;
    },
  };
}

function insertQuestion(
  database: Database,
  { insertMessage }: Statements,
  turn: Send | Edit,
  place: Place,
): void {
  const { clock } = database;
  const id = turn.messageId;
  const question = {
    id,
    conversationId: turn.conversationId,
    ...place,
    role: 'user' as const,
    status: 'complete' as const,
    createdAt: clock.now(),
    error: null,
  };
  const parts = questionParts(database, turn).map((stored) => ({ stored, row: encodePart(id, stored) }));
  const hashes = parts.map(({ row }) => row.sha256);
  insertMessage().run({ ...question, contentSha256: hashMessage(question, hashes) });
  for (const { stored, row } of parts) insertPart(database, id, stored, row);
}

const sealedTitle = ({ conversationId, title }: Send) => ({
  title,
  titleSha256: sealText(conversationId, title),
});

function insertConversation(database: Database, turn: Send): void {
  const { orm, clock } = database;
  const now = clock.now();
  orm
    .insert(conversation)
    .values({
      id: turn.conversationId,
      ...sealedTitle(turn),
      titleSource: 'default',
      personaId: turn.personaId,
      ...toModelColumns(turn.model),
      thinkingEffort: turn.thinkingEffort,
      createdAt: now,
      updatedAt: now,
      listPosition: 0,
      revision: 0,
    })
    .run();
  if (turn.draftKey !== undefined) clearDraft(database, turn.draftKey);
}

function createTurnRows(database: Database): TurnRows {
  const { orm, clock } = database;
  const statements = prepareStatements(database);
  return {
    ...createReading(statements),
    insertConversation: (turn) => insertConversation(database, turn),
    insertQuestion: (turn, place) => insertQuestion(database, statements, turn, place),
    insertAnswer: (id, conversationId, place) => {
      const row = { id, conversationId, role: 'assistant', status: 'streaming', ...place };
      statements.insertMessage().run({ ...row, createdAt: clock.now(), contentSha256: null });
    },
    reopenAnswer: (id) => {
      orm
        .update(message)
        .set({ status: 'streaming', error: null, contentSha256: null })
        .where(eq(message.id, id))
        .run();
    },
    moveUp: (id, headId) => {
      statements.moveUp().run({ id, headId, now: clock.now() });
    },
    nameByQuestion: (turn) => {
      statements.nameByQuestion().run({ id: turn.conversationId, ...sealedTitle(turn) });
    },
  };
}

function send(database: Database, rows: TurnRows, turn: Send): void {
  rows.assertNew(turn.messageId);
  const existing = rows.findOpenable(turn.conversationId);
  if (existing === null && turn.parentId !== null) throw conversationNotFound();
  if (existing !== null && existing.headId !== turn.parentId) throw stale();
  const parent = turn.parentId === null ? null : rows.getMessage(turn.parentId, turn.conversationId);
  const source = sourceOf(database, turn);
  if (existing === null) rows.insertConversation(turn);
  const place = below(parent);
  rows.insertQuestion(turn, place);
  rows.insertAnswer(turn.answerId, turn.conversationId, below({ id: turn.messageId, depth: place.depth }));
  if (existing?.headId === null && existing.titleSource === 'default') rows.nameByQuestion(turn);
  rows.moveUp(turn.conversationId, turn.answerId);
  clearDraft(database, source);
}

/** Where it was kept until now: the message box, or the queue. */
function sourceOf(database: Database, turn: Send): string {
  if (turn.isQueued !== true) return turn.conversationId;
  const queued = findQueued(database, turn.conversationId, turn.messageId);
  if (queued === null) throw sentAlready();
  return queued.key;
}

function edit(rows: TurnRows, turn: Edit): void {
  rows.assertNew(turn.messageId);
  if (rows.findOpenable(turn.conversationId) === null) throw conversationNotFound();
  const { role, parentId, depth } = rows.getMessage(turn.edited, turn.conversationId);
  if (role !== 'user') throw messageNotFound();
  rows.insertQuestion(turn, { parentId, depth });
  rows.insertAnswer(turn.answerId, turn.conversationId, below({ id: turn.messageId, depth }));
  rows.moveUp(turn.conversationId, turn.answerId);
}

function answerAgain(rows: TurnRows, turn: Answer): void {
  const existing = rows.findOpenable(turn.conversationId);
  if (existing === null) throw conversationNotFound();
  if (turn.kind === 'sibling') {
    const { parentId, depth } = rows.getMessage(turn.beside, turn.conversationId);
    rows.insertAnswer(turn.answerId, turn.conversationId, { parentId, depth });
  } else {
    const answer = rows.getMessage(turn.answerId, turn.conversationId);
    if (answer.role !== 'assistant' || existing.headId !== answer.id) throw stale();
    rows.reopenAnswer(answer.id);
  }
  rows.moveUp(turn.conversationId, turn.answerId);
}

/** Writes the rows of `openTurn`; runs inside its transaction. */
export function createTurnOpener(database: Database): (turn: OpenTurn) => void {
  const rows = createTurnRows(database);
  return (turn) => {
    if (turn.kind === 'send') send(database, rows, turn);
    else if (turn.kind === 'edit') edit(rows, turn);
    else answerAgain(rows, turn);
  };
}
