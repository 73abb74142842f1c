import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { writeArchived } from '#main/persistence/archive/write-archived';
import { createDatabase, openClient } from '#main/persistence/database';
import { archivedConversationSchema } from '#shared/domain/archive';
import type { ArchivedConversation, ArchivedMessage } from '#shared/domain/archive';
import { providerIdSchema } from '#shared/domain/ids';
import { noUsage } from '#shared/domain/usage';
import {
  addTurn,
  fakeClock,
  newAttemptId,
  newConversationId,
  newMessageId,
  openTestStore,
  temporaryFolder,
} from '../harness/database';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** A data folder, and a second connection to its database as the import has one. */
function open() {
  const folder = temporaryFolder();
  const clock = fakeClock();
  const { store } = openTestStore(folder.path, { clock });
  const client = openClient(join(folder.path, 'parley.db'), { isReadOnly: false });
  const database = createDatabase(client, clock, {
    onCommit: () => undefined,
    onDamage: () => undefined,
    findDiskTrouble: () => null,
    makeSpace: () => false,
  });
  cleanups.push(() => {
    client.close();
    store.close();
    folder[Symbol.dispose]();
  });
  return { store, database, clock };
}

const message = (text: string, parentId: ArchivedMessage['parentId']): ArchivedMessage => ({
  id: newMessageId(),
  parentId,
  role: parentId === null ? 'user' : 'assistant',
  status: 'complete',
  createdAt: 1_700_000_000_000,
  error: null,
  starredAt: null,
  inclusion: null,
  startsContext: false,
  deletedAt: null,
  copiedFrom: null,
  parts: [{ part: { type: 'text', text }, state: null }],
  attempts: [],
});

const conversationOf = (
  messages: readonly ArchivedMessage[],
  rest: Partial<ArchivedConversation> = {},
): ArchivedConversation => ({
  id: newConversationId(),
  title: 'From elsewhere',
  titleSource: 'manual',
  createdAt: 1_700_000_000_000,
  updatedAt: 1_700_000_000_000,
  headId: messages.at(-1)?.id ?? null,
  folder: null,
  tags: [],
  pinnedAt: null,
  archivedAt: null,
  deletedAt: null,
  persona: null,
  model: null,
  thinkingEffort: null,
  reusesAnswers: null,
  origin: { app: 'chatgpt', sourceId: 'source-1', importedAt: 1_750_000_000_000 },
  messages,
  files: [],
  ...rest,
});

const record = (text: string) => ({
  packed: gzipSync(text),
  sha256: hash('sha256', text),
  importerVersion: 1,
});

function twoMessages(): readonly ArchivedMessage[] {
  const question = message('What is new?', null);
  return [question, message('Everything.', question.id)];
}

test('what is written is shown whole, with its model and without a word of damage', () => {
  const { store, database } = open();
  const [question, answer] = twoMessages();
  if (question === undefined || answer === undefined) throw new Error('two messages');
  const model = { providerId: providerIdSchema.parse('openai'), modelId: 'gpt-4o' };
  const attempt = {
    id: newAttemptId(),
    model,
    modelName: 'GPT-4o',
    answeredBy: null,
    outcome: 'complete',
    error: null,
    requestId: null,
    usage: noUsage,
    cost: null,
    startedAt: 1_700_000_000_000,
    firstTokenMs: null,
    totalMs: null,
    cachedAt: null,
  };
  const conversation = conversationOf([question, { ...answer, attempts: [attempt] }], { tags: ['work'] });
  expect(archivedConversationSchema.parse(conversation)).toEqual(conversation);
  expect(writeArchived(database, conversation, record('{}'))).toEqual({ outcome: 'new', messages: 2 });
  const shown = store.conversations.getMessage(answer.id);
  expect(shown).toMatchObject({ depth: 1, parts: [{ type: 'text', text: 'Everything.' }] });
  expect(shown.meta).toMatchObject({ model, modelName: 'GPT-4o' });
  expect(store.conversations.get(conversation.id)).toMatchObject({
    title: 'From elsewhere',
    headId: answer.id,
  });
});

test('a second time changes nothing, and a longer one adds what is new below the end of the branch', () => {
  const { store, database } = open();
  const messages = twoMessages();
  const conversation = conversationOf(messages);
  writeArchived(database, conversation, record('one'));
  const before = store.conversations.get(conversation.id);
  expect(writeArchived(database, conversation, record('one'))).toEqual({ outcome: 'existing', messages: 0 });
  expect(store.conversations.get(conversation.id)).toEqual(before);

  const more = message('And then?', messages.at(-1)?.id ?? null);
  const longer = { ...conversation, title: 'Another title', messages: [...messages, more], headId: more.id };
  expect(writeArchived(database, longer, record('two'))).toEqual({ outcome: 'added', messages: 1 });
  expect(store.conversations.get(conversation.id)).toMatchObject({ title: before.title, headId: more.id });
});

test('one in the trash stays there', () => {
  const { store, database } = open();
  const conversation = conversationOf(twoMessages());
  writeArchived(database, conversation);
  store.conversations.remove(conversation.id);
  const longer = { ...conversation, messages: [...conversation.messages, message('More', null)] };
  expect(writeArchived(database, longer)).toEqual({ outcome: 'existing', messages: 0 });
  expect(store.conversations.find(conversation.id)).toBeNull();
});

test('an old conversation comes among those of its days, and one that claims the future not above a new turn', () => {
  const { store, database, clock } = open();
  const { conversationId: older } = addTurn(store, 'older', 'a');
  clock.advance(86_400_000);
  const { conversationId: newer } = addTurn(store, 'newer', 'a');
  const between = conversationOf(twoMessages(), { updatedAt: clock.now() - 3_600_000 });
  const same = conversationOf(twoMessages(), { updatedAt: clock.now() - 3_600_000 });
  const future = conversationOf(twoMessages(), { updatedAt: Number.MAX_SAFE_INTEGER });
  for (const each of [between, same, future]) writeArchived(database, each);
  const { conversationId: newest } = addTurn(store, 'newest', 'a');
  const ids = store.organisation.list({ type: 'all' }, null, 10).rows.map(({ id }) => id);
  expect(ids).toEqual([newest, future.id, newer, same.id, between.id, older]);
});

test('a broken tree, or a message of another conversation, leaves nothing behind', () => {
  const { store, database } = open();
  const first = conversationOf(twoMessages());
  writeArchived(database, first);
  const [question] = first.messages;
  const stolen = conversationOf([...twoMessages(), ...(question === undefined ? [] : [question])]);
  const orphan = conversationOf([message('no parent', newMessageId())]);
  for (const broken of [stolen, orphan]) {
    expect(() => writeArchived(database, broken)).toThrow('could not be stored');
    expect(store.conversations.find(broken.id)).toBeNull();
  }
  expect(store.conversations.getMessage(first.messages[0]?.id ?? newMessageId()).conversationId).toBe(
    first.id,
  );
});
