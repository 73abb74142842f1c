import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { textOf } from '#shared/domain/part';
import type { ListScope } from '#shared/domain/organisation';
import { say } from '../fakes/scripted-provider';
import { newConversationId, newMessageId } from '../harness/database';
import { send, settledAnswer, useEngine, type TestWindow } from './use-engine';

const needle = 'Quittenbrot';

/** Every byte of every file of a data folder. */
function bytesOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
}

const titles = async (
  window: TestWindow,
  type: 'temporary' | 'recent' | 'all',
): Promise<readonly string[]> => {
  const scope: ListScope = { type };
  return (await window.call('conversation.list', { scope, before: null, limit: 50 })).rows.map(
    ({ title }) => title,
  );
};

async function setUp() {
  const engine = useEngine();
  const window = engine.openWindow(1);
  await window.call('settings.update', { patch: { autoTitle: false } });
  const conversationId = newConversationId();
  await window.call('temporary.begin', { conversationId });
  return { engine, window, conversationId };
}

/** Asks in the temporary conversation and waits for the whole answer. */
async function ask(window: TestWindow, conversationId: ReturnType<typeof newConversationId>, text: string) {
  const parentId = (await window.call('conversation.find', { conversationId }))?.headId ?? null;
  await window.call('chat.watch', { conversationId });
  const message = { messageId: newMessageId(), text, model: null, personaId: null };
  await window.call('chat.send', { conversationId, parentId, ...message });
  return window.settled();
}

// Catches: a word of it in the database, its log, the index of search, a draft, a file.
it('is used like any other, and not a byte of it is on the disk', async () => {
  const { engine, window, conversationId } = await setUp();
  await window.call('draft.save', { key: conversationId, text: `half a ${needle}` });
  const file = new TextEncoder().encode(`${needle} in a file\n`);
  await window.call('attachment.add', { key: conversationId, name: `${needle}.txt`, bytes: file });
  expect(await window.call('attachment.list', { key: conversationId })).toHaveLength(1);

  engine.provider.answers.push(say(`Yes, ${needle}.`));
  const answer = await ask(window, conversationId, `Is it ${needle}?`);
  expect(answer).toMatchObject({ status: 'complete' });
  expect(textOf(answer.parts)).toBe(`Yes, ${needle}.`);
  expect(await window.call('conversation.find', { conversationId })).toMatchObject({
    isTemporary: true,
    title: `Is it ${needle}?`,
  });
  const { messages } = await window.call('message.list', {
    conversationId,
    anchor: { at: 'end' },
    limit: 10,
  });
  expect(messages).toHaveLength(2);
  expect((await window.call('search.find', { conversationId, text: needle })).total).toBe(2);
  const [attempt] = await window.call('attempt.list', { conversationId, messageId: answer.id });
  expect(attempt?.outcome).toBe('complete');
  await window.call('message.setStarred', { conversationId, messageId: answer.id, isStarred: true });
  expect(await window.call('message.listStarred', { conversationId })).toHaveLength(1);

  expect(await titles(window, 'temporary')).toEqual([`Is it ${needle}?`]);
  expect(await titles(window, 'all')).toEqual([]);
  expect(
    (await window.call('search.query', { text: needle, includesThinking: true, cursor: null, limit: 10 }))
      .hits,
  ).toEqual([]);
  await engine.store.snapshots.takeIfChanged('daily');
  const bytes = bytesOf(engine.folder);
  expect(bytes).toContain('SQLite format 3');
  expect(bytes).not.toContain(needle);
});

it('stands beside stored ones: each call goes to its own place', async () => {
  const { engine, window, conversationId } = await setUp();
  engine.provider.answers.push(say('Stored.'), say('Not stored.'));
  const stored = await send(window, 'Keep this');
  await settledAnswer(engine, stored);
  await ask(window, conversationId, 'Forget this');
  const both = [stored.conversationId, conversationId];
  const rows = await window.call('conversation.rows', { conversationIds: both });
  expect(rows.map(({ title, isTemporary }) => [title, isTemporary])).toEqual([
    ['Keep this', false],
    ['Forget this', true],
  ]);
  const steps = await window.call('conversation.organise', {
    conversationIds: both,
    change: { type: 'trash' },
  });
  expect(await titles(window, 'temporary')).toEqual([]);
  for (const { conversationIds, change } of steps)
    await window.call('conversation.organise', { conversationIds: [...conversationIds], change });
  expect([await titles(window, 'temporary'), await titles(window, 'all')]).toEqual([
    ['Forget this'],
    ['Keep this'],
  ]);
});

it('has no place in the archive or in folders, and a stored conversation cannot become one', async () => {
  const { engine, window, conversationId } = await setUp();
  const archived = await window.tryCall('conversation.organise', {
    conversationIds: [conversationId],
    change: { type: 'archive', isArchived: true },
  });
  expect(archived).toMatchObject({ ok: false, error: { code: 'invalid-request' } });
  engine.provider.answers.push(say('Yes.'));
  const stored = await send(window, 'Keep this');
  await settledAnswer(engine, stored);
  const begin = () => window.tryCall('temporary.begin', { conversationId: stored.conversationId });
  expect(await begin()).toMatchObject({ ok: false, error: { code: 'invalid-request' } });
  await window.call('conversation.delete', { conversationId: stored.conversationId });
  expect(await begin()).toMatchObject({ ok: false, error: { code: 'invalid-request' } });
});

it('what is moved out of one is temporary too', async () => {
  const { engine, window, conversationId } = await setUp();
  engine.provider.answers.push(say(`${needle}.`));
  const answer = await ask(window, conversationId, 'First');
  const made = await window.call('branch.extract', { conversationId, messageId: answer.id });
  expect(await window.call('conversation.find', made)).toMatchObject({ isTemporary: true });
  expect(bytesOf(engine.folder)).not.toContain(needle);
});
