import { expect, onTestFinished, test } from 'vitest';
import type { HistoryFilter } from '#shared/domain/history';
import { countWords } from '#main/persistence/history/count-words';
import { addTurn, fakeClock, openTestStore, temporaryFolder } from '../harness/database';

/** A local time. */
const at = (time: string): number => new Date(time).getTime();

const all: HistoryFilter = { model: null, personaId: null, length: null };

function useHistory(start: number) {
  const folder = temporaryFolder();
  const clock = fakeClock(start);
  const { store } = openTestStore(folder.path, { clock });
  onTestFinished(() => {
    store.close();
    folder[Symbol.dispose]();
  });
  const entries = async (grouping: 'day' | 'length' | 'model' = 'day', filter = all) =>
    (await store.history.entries({ filter, grouping, offset: 0, limit: 50 })).entries;
  return { store, clock, entries };
}

test('a conversation that goes on another day is an entry on each, the newest first', async () => {
  const { store, clock, entries } = useHistory(at('2026-03-01T09:00'));
  const { conversationId } = addTurn(store, 'First day?', 'Yes, it is.');
  clock.set(at('2026-03-02T10:00'));
  addTurn(store, 'Second day?', 'Yes.', { conversationId });
  addTurn(store, 'Another one', 'Fine.');
  const found = await entries();
  expect(found.map(({ day, excerpt, messages }) => [day, excerpt, messages])).toEqual([
    ['2026-03-02', 'Another one', 2],
    ['2026-03-02', 'Second day?', 2],
    ['2026-03-01', 'First day?', 2],
  ]);
  const { sections, progress } = await store.history.sections({ filter: all, grouping: 'day' });
  expect(progress).toBe(1);
  expect(sections.map(({ key, count }) => [key, count])).toEqual([
    ['2026-03-02', 2],
    ['2026-03-01', 1],
  ]);
});

test('figures are those of the messages, and follow what is stored and what goes to the trash', async () => {
  const { store, entries } = useHistory(at('2026-03-01T09:00'));
  const first = addTurn(store, 'one two three', 'four five');
  const [day] = (await store.history.summary()).days;
  expect(day).toMatchObject({ questions: 1, replies: 1, questionWords: 3, replyWords: 2, conversations: 1 });
  expect((await store.history.summary()).models).toMatchObject([{ key: 'openai/gpt-test', count: 1 }]);
  addTurn(store, 'six', 'seven', { conversationId: first.conversationId });
  expect((await store.history.summary()).days[0]).toMatchObject({ questionWords: 4, replyWords: 3 });
  store.conversations.remove(first.conversationId);
  expect((await store.history.summary()).conversations).toBe(0);
  expect(await entries()).toEqual([]);
});

test('is filtered by model and length, and grouped by them', async () => {
  const { store, entries } = useHistory(at('2026-03-01T09:00'));
  addTurn(store, 'short', 'yes');
  const long = addTurn(store, 'long', 'yes');
  for (let turn = 0; turn < 3; turn += 1)
    addTurn(store, `more ${turn}`, 'yes', { conversationId: long.conversationId });
  expect(await entries('day', { ...all, length: 'short' })).toMatchObject([{ title: 'short' }]);
  expect(await entries('day', { ...all, length: 'medium' })).toMatchObject([{ title: 'long' }]);
  expect(await entries('day', { ...all, model: 'openai/gpt-test' })).toHaveLength(2);
  expect(await entries('day', { ...all, model: 'nobody/nothing' })).toEqual([]);
  const { sections } = await store.history.sections({ filter: all, grouping: 'model' });
  expect(sections).toEqual([{ key: 'openai/gpt-test', name: 'GPT Test', count: 2 }]);
});

test('the same day of earlier months and years comes back, and no other', async () => {
  const { store, clock } = useHistory(at('2024-11-21T09:00'));
  addTurn(store, 'two years', 'yes');
  clock.set(at('2026-10-21T09:00'));
  addTurn(store, 'one month', 'yes');
  clock.set(at('2026-10-22T09:00'));
  addTurn(store, 'another day', 'yes');
  clock.set(at('2026-11-21T09:00'));
  addTurn(store, 'today', 'yes');
  const { days } = await store.history.onThisDay({ day: '2026-11-21' });
  expect(days.map(({ months, entries }) => [months, entries[0]?.title])).toEqual([
    [1, 'one month'],
    [24, 'two years'],
  ]);
});

test('starred messages of all conversations, the one that was starred last first', async () => {
  const { store, clock } = useHistory(at('2026-03-01T09:00'));
  const turns = [addTurn(store, 'a', 'answer a'), addTurn(store, 'b', 'answer b')];
  for (const { conversationId, answerId } of turns) {
    clock.advance(1_000);
    store.tree.setStarred(conversationId, answerId, true);
  }
  const { stars, total } = await store.history.starred({ offset: 0, limit: 10 });
  expect([total, stars.map(({ excerpt }) => excerpt)]).toEqual([2, ['answer b', 'answer a']]);
});

test.each([
  ['', 0],
  ['  one   two\nthree ', 3],
  ['it’s well-known', 2],
  ['漢字かな', 4],
  ['Das Wort 漢字', 4],
])('%j has %i words', (text, count) => {
  expect(countWords(text)).toBe(count);
});
