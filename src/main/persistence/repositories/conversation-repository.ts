import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Conversation } from '#shared/domain/conversation';
import { conversationSchema, defaultTitle } from '#shared/domain/conversation';
import type { ConversationId } from '#shared/domain/ids';
import type { ConversationRepository } from '#main/ports/conversation-repository';
import type { Database } from '../database';
import { conversation } from '../schema/conversation';
import { message } from '../schema/message';
import { sealedText, sealText } from '../text-seal';
import type { BranchPath } from './branch-path';
import { readDraft, writeDraft } from './draft-rows';
import { lazily } from './lazily';
import { topPosition } from './list-position';
import { listMessages } from './message-page';
import type { MessageReader } from './message-reader';
import { assertNotHeld } from './holds';
import { conversationNotFound, messageNotFound } from './not-found';
import { fromModelColumns, toModelColumns } from './model-columns';

type Row = typeof conversation.$inferSelect;

function prepareStatements({ orm }: Database) {
  const id = sql.placeholder('id');
  return {
    find: lazily(() =>
      orm
        .select()
        .from(conversation)
        .where(and(eq(conversation.id, id), isNull(conversation.deletedAt)))
        .prepare(),
    ),
    headDepth: lazily(() =>
      orm.select({ depth: message.depth }).from(message).where(eq(message.id, id)).prepare(),
    ),
    owner: lazily(() =>
      orm
        .select({ conversationId: message.conversationId })
        .from(message)
        .where(eq(message.id, id))
        .prepare(),
    ),
  };
}

type Statements = ReturnType<typeof prepareStatements>;

function toConversation(statements: Statements, row: Row, isTemporary: boolean): Conversation {
  const head = row.headId === null ? undefined : statements.headDepth().get({ id: row.headId });
  return conversationSchema.parse({
    id: row.id,
    title: sealedText(row.id, row.title, row.titleSha256),
    isTemporary,
    titleSource: row.titleSource,
    personaId: row.personaId,
    model: fromModelColumns(row),
    thinkingEffort: row.thinkingEffort,
    reusesAnswers: row.reusesAnswers,
    headId: head === undefined ? null : row.headId,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    revision: row.revision,
  });
}

interface Rows {
  readonly statements: Statements;
  readonly find: (id: ConversationId) => Row | undefined;
  /** Throws `conversation.not-found`, also for one in the trash. */
  readonly get: (id: ConversationId) => Row;
  readonly change: (id: ConversationId, set: Partial<typeof conversation.$inferInsert>) => void;
}

function createRows(database: Database): Rows {
  const statements = prepareStatements(database);
  const find = (id: ConversationId): Row | undefined => statements.find().get({ id });
  return {
    statements,
    find,
    get: (id) => {
      const row = find(id);
      if (row === undefined) throw conversationNotFound();
      return row;
    },
    change: (id, set) => {
      database.orm
        .update(conversation)
        .set({ ...set, revision: sql`${conversation.revision} + 1` })
        .where(eq(conversation.id, id))
        .run();
    },
  };
}

type Conversations = Omit<ConversationRepository, keyof Messages | keyof Drafts>;
type Messages = Pick<ConversationRepository, 'listMessages' | 'getMessage' | 'readBranch' | 'selectBranch'>;
type Drafts = Pick<ConversationRepository, 'findDraft' | 'saveDraft'>;

/** At the top of the list; its first message gives it a title. */
function emptyRow({ clock }: Database, id: ConversationId) {
  const now = clock.now();
  return {
    id,
    title: defaultTitle,
    titleSha256: sealText(id, defaultTitle),
    titleSource: 'default' as const,
    createdAt: now,
    updatedAt: now,
    listPosition: topPosition(now),
    revision: 0,
  };
}

function createConversations(database: Database, { statements, find, get, change }: Rows): Conversations {
  const { orm, clock, isTemporary, read, write } = database;
  const changeExisting = (id: ConversationId, set: Partial<Row>, frees = false): void =>
    write(
      () => {
        get(id);
        change(id, set);
      },
      { frees },
    );
  return {
    find: (id) =>
      read(() => {
        const row = find(id);
        return row === undefined ? null : toConversation(statements, row, isTemporary);
      }),
    begin: (id) => write(() => void orm.insert(conversation).values(emptyRow(database, id)).run()),
    get: (id) => read(() => toConversation(statements, get(id), isTemporary)),
    rename: (id, title, source) =>
      write(() => {
        const isOverruled = source === 'auto' && get(id).titleSource === 'manual';
        if (!isOverruled) change(id, { title, titleSha256: sealText(id, title), titleSource: source });
        return toConversation(statements, get(id), isTemporary);
      }),
    setModel: (id, model) => changeExisting(id, toModelColumns(model)),
    setThinking: (id, thinkingEffort) => changeExisting(id, { thinkingEffort }),
    setReuse: (id, reusesAnswers) => changeExisting(id, { reusesAnswers }),
    setPersona: (id, personaId) => changeExisting(id, { personaId }),
    remove: (id) => {
      read(() => assertNotHeld(database.client, [id]));
      changeExisting(id, { deletedAt: clock.now() }, true);
    },
    restore: (id) => write(() => change(id, { deletedAt: null })),
  };
}

function createMessages(
  { read, write }: Database,
  { statements, get, change }: Rows,
  path: BranchPath,
  reader: MessageReader,
): Messages {
  return {
    listMessages: (id, anchor, limit) =>
      read(() => listMessages({ path, reader, conversation: get(id), anchor, limit })),
    getMessage: (id) =>
      read(() => {
        const [node] = path.up(id, 1);
        const [view] = node?.id === id ? reader.listViews([id]) : [];
        if (view === undefined) throw messageNotFound();
        return view;
      }),
    readBranch: (leaf) =>
      read(() => {
        const heads = path.heads(leaf);
        if (heads.length === 0) throw messageNotFound();
        return reader.listBranch(heads);
      }),
    selectBranch: (id, through) =>
      write(() => {
        get(id);
        if (statements.owner().get({ id: through })?.conversationId !== id) throw messageNotFound();
        change(id, { headId: path.newestLeaf(through) });
      }),
  };
}

function createDrafts(database: Database): Drafts {
  const { read, write } = database;
  return {
    findDraft: (key) => read(() => readDraft(database, key).text),
    saveDraft: (key, text) => write(() => writeDraft(database, key, text)),
  };
}

export function createConversationRepository(
  database: Database,
  path: BranchPath,
  reader: MessageReader,
): ConversationRepository {
  const rows = createRows(database);
  return {
    ...createConversations(database, rows),
    ...createMessages(database, rows, path, reader),
    ...createDrafts(database),
  };
}
