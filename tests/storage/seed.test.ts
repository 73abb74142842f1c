import { expect, test, vi } from 'vitest';
import { runSeed } from '#main/persistence/seed/seed-cli';
import { addTurn, migrationsFolder, openTestStore, temporaryFolder, textsOf } from '../harness/database';

function seed(folder: string, ...more: readonly string[]): { readonly code: number; readonly said: string } {
  let said = '';
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    said += String(chunk);
    return true;
  });
  try {
    return { code: runSeed([`--user-data-dir=${folder}`, ...more], migrationsFolder), said };
  } finally {
    write.mockRestore();
  }
}

test('one conversation with the given first and last message, alternating, at the top of the list', () => {
  using folder = temporaryFolder();
  seed(folder.path, '--conversations=5', '--messages=4', '--now=2026-02-01');
  expect(seed(folder.path, '--title=Long one', '--messages=301', '--first=FIRST', '--last=LAST').code).toBe(
    0,
  );
  const { store, notices } = openTestStore(folder.path);
  expect(notices).toEqual([]);
  const [row] = store.organisation.list({ type: 'all' }, null, 10).rows;
  if (row === undefined) throw new Error('nothing was seeded');
  expect(row.title).toBe('Long one');
  const { headId } = store.conversations.get(row.id);
  const branch = store.conversations.readBranch(
    headId ??
      (() => {
        throw new Error('no head');
      })(),
  );
  expect(branch).toHaveLength(301);
  expect(branch.map(({ role }) => role)).toEqual(
    branch.map((_, index) => (index % 2 === 0 ? 'user' : 'assistant')),
  );
  expect([branch[0]?.parts, branch.at(-1)?.parts]).toMatchObject([[{ text: 'FIRST' }], [{ text: 'LAST' }]]);
  const { messages } = store.conversations.listMessages(row.id, { at: 'end' }, 50);
  expect(messages.flatMap(({ parts }) => parts).some((part) => part.type === 'unreadable')).toBe(false);
  addTurn(store, 'and more', 'yes', { conversationId: row.id });
  store.close();
});

test('the same command makes the same rows, once', () => {
  using one = temporaryFolder();
  using two = temporaryFolder();
  const args = ['--conversations=12', '--messages=6', '--needle=NEEDLEXQ', '--now=2026-02-01'];
  const contents = [one, two].map((folder) => {
    seed(folder.path, ...args);
    expect(seed(folder.path, ...args)).toEqual({ code: 0, said: 'These messages are there already.\n' });
    const { store } = openTestStore(folder.path);
    const { rows } = store.organisation.list({ type: 'all' }, null, 100);
    const all = rows.map((row) => ({ ...row, texts: textsOf(store, row.id) }));
    store.close();
    return all;
  });
  expect(contents[0]).toHaveLength(12);
  expect(contents[0]).toEqual(contents[1]);
  const needles = contents[0]?.flatMap(({ texts }) => texts.filter((text) => text.includes('NEEDLEXQ')));
  expect(needles).toHaveLength(1);
  const times = contents[0]?.map(({ updatedAt }) => updatedAt) ?? [];
  expect(times).toEqual(times.toSorted((a, b) => b - a));
});

// Catches: figures of search and of lists that know no script without spaces.
test('one conversation in twenty is Chinese, Japanese, Korean or Thai', () => {
  using folder = temporaryFolder();
  seed(folder.path, '--conversations=100', '--messages=4', '--now=2026-02-01');
  const { store } = openTestStore(folder.path);
  const { rows } = store.organisation.list({ type: 'all' }, null, 100);
  const dense = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Hangul}\p{sc=Thai}]/u;
  const found = rows.filter(({ title }) => dense.test(title));
  expect(found).toHaveLength(5);
  for (const { id } of found) expect(textsOf(store, id).every((text) => dense.test(text))).toBe(true);
  const all = found.map(({ title }) => title).join(' ');
  for (const script of ['Han', 'Hangul', 'Thai']) expect(all).toMatch(new RegExp(`\\p{sc=${script}}`, 'u'));
  store.close();
});

test('beside a running app it writes what the app then reads', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  addTurn(store, 'mine', 'a');
  expect(seed(folder.path, '--title=Seeded', '--messages=4').code).toBe(0);
  expect(store.organisation.list({ type: 'all' }, null, 9).rows.map((row) => row.title)).toContain('Seeded');
  addTurn(store, 'after', 'a');
  expect(store.organisation.list({ type: 'all' }, null, 9).rows[0]?.title).toBe('after');
  store.close();
});

test.each([
  [[], 'give either --title or --conversations'],
  [['--title=T', '--messages=0'], 'whole number'],
  [['--title=T', '--messages=2', '--now=someday'], '--now needs a date'],
  [['--title=T', '--messages=2', '--typo=1'], 'typo'],
])('%j is refused with what is wrong and how it goes', (args, message) => {
  using folder = temporaryFolder();
  const { code, said } = seed(folder.path, ...args);
  expect(code).toBe(1);
  expect(said).toContain(message);
  expect(said).toContain('Usage: npm run seed');
});
