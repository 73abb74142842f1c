import { expect, test } from 'vitest';
import { newConversationId, newMessageId } from '../harness/database';
import { until } from '../fakes/manual-time';
import { settledAnswer, send, useEngine, type TestWindow } from './use-engine';

const draftOf = (window: TestWindow): Promise<string> => window.call('draft.find', { key: 'new' });
const write = (window: TestWindow, text: string) => window.call('draft.save', { key: 'new', text });

// Catches: a second window that shows, and overwrites, what is being written in the first one.
test('every window has a message box of its own for what it begins', async () => {
  const engine = useEngine();
  const [one, two] = [engine.openWindow(1), engine.openWindow(2)];
  await write(one, 'in the first');
  expect(await draftOf(two)).toBe('');
  await write(two, 'in the second');
  expect([await draftOf(one), await draftOf(two)]).toEqual(['in the first', 'in the second']);

  const bytes = new TextEncoder().encode('a file of the second');
  await two.call('attachment.add', { key: 'new', name: 'notes.txt', bytes });
  expect(await one.call('attachment.list', { key: 'new' })).toEqual([]);
  expect(await two.call('attachment.list', { key: 'new' })).toMatchObject([{ name: 'notes.txt' }]);

  // The second is told of its own file by the name that it knows, and the first of nothing.
  const told = (window: TestWindow) => window.events.filter(({ type }) => type === 'draft.changed');
  await until(() => told(two).length === 2 || null);
  expect([...told(one), ...told(two)]).toEqual(
    Array.from({ length: 3 }, () => ({ type: 'draft.changed', key: 'new' })),
  );
});

test('what is sent empties the box that it was written in', async () => {
  const engine = useEngine();
  const [one, two] = [engine.openWindow(1), engine.openWindow(2)];
  await write(one, 'still being written');
  await write(two, 'a question');
  await settledAnswer(engine, await send(two, 'a question'));
  expect([await draftOf(one), await draftOf(two)]).toEqual(['still being written', '']);
});

test('a window that is loaded anew has its own box again, and what a closed one left comes back', async () => {
  const engine = useEngine();
  const [one, two, three] = [engine.openWindow(1), engine.openWindow(2), engine.openWindow(3)];
  await write(one, 'first');
  await write(two, 'second');
  await write(three, 'third');
  expect(await draftOf(engine.openWindow(3))).toBe('third');
  const conversationId = newConversationId();
  await two.call('chat.watch', { conversationId });
  two.close();
  await until(() => engine.windows.watchers(conversationId) === 0);
  expect(await draftOf(engine.openWindow(4))).toBe('second');
  expect(await draftOf(one)).toBe('first');
});

test('what was left in the box of a second window comes to the one window of the next start', async () => {
  const engine = useEngine();
  engine.store.conversations.saveDraft('new-2', 'left behind');
  const one = engine.openWindow(1);
  expect(await draftOf(one)).toBe('left behind');
  await settledAnswer(engine, await send(one, 'left behind'));
  expect(await draftOf(one)).toBe('');
});

// Catches: a question of a terminal that empties what is being written in a window.
test('what is asked without a window leaves every box as it is', async () => {
  const engine = useEngine();
  const one = engine.openWindow(1);
  await write(one, 'half a thought');
  engine.chat.send({
    ...{
      conversationId: newConversationId(),
      messageId: newMessageId(),
      parentId: null,
      text: 'from a terminal',
    },
    ...{ files: [], model: null, personaId: null, thinkingEffort: null },
  });
  expect(await draftOf(one)).toBe('half a thought');
});
