import SqliteDatabase from 'better-sqlite3';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ConversationId } from '#shared/domain/ids';
import { addTurn, fakeClock, openTestStore, openTurn, temporaryFolder, textsOf } from '../harness/database';

const pageSize = 4096;
const many = 120;

interface Damaged {
  readonly folder: string;
  readonly database: string;
  readonly before: ConversationId;
  readonly after: ConversationId;
}

/** A folder with a snapshot, conversations from before it and one from after it, closed cleanly. */
async function prepare(folder: string): Promise<Damaged> {
  const { store } = openTestStore(folder);
  const before = addTurn(store, 'before the snapshot', 'kept').conversationId;
  for (let index = 0; index < many; index += 1) addTurn(store, `filler ${index}`, 'x'.repeat(900));
  await store.snapshots.takeIfChanged('daily');
  const after = addTurn(store, 'after the snapshot', 'also kept').conversationId;
  store.close();
  return { folder, database: join(folder, 'parley.db'), before, after };
}

function overwrite(path: string, offset: number, bytes: Buffer): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, offset);
  closeSync(file);
}

const noise = (length: number): Buffer =>
  Buffer.from(Array.from({ length }, (_, index) => (index * 151 + 7) % 256));

/** Whatever was done to the file, the start repairs it, says so, keeps the damaged file and goes on. */
function expectRepaired({ folder, before, after }: Damaged, expected: { readonly newer: boolean }): string {
  const { store, notices, mode } = openTestStore(folder);
  expect(mode).toBe('normal');
  expect(notices.map(({ code }) => code)).toEqual(['storage.restored']);
  expect(textsOf(store, before)).toEqual(['before the snapshot', 'kept']);
  expect(store.conversations.find(after) !== null).toBe(expected.newer);
  if (expected.newer) expect(textsOf(store, after)).toEqual(['after the snapshot', 'also kept']);
  expect(store.organisation.list({ type: 'all' }, null, 200).rows).toHaveLength(
    many + (expected.newer ? 2 : 1),
  );
  const next = addTurn(store, 'life goes on', 'indeed', { conversationId: before });
  store.close();
  const again = openTestStore(folder);
  expect(again.notices).toEqual([]);
  expect(textsOf(again.store, next.conversationId)).toHaveLength(4);
  again.store.close();
  expect(readdirSync(join(folder, 'quarantine'))).toHaveLength(1);
  return notices[0]?.text ?? '';
}

const quarantined = (folder: string): Buffer => {
  const [stamp = ''] = readdirSync(join(folder, 'quarantine'));
  return readFileSync(join(folder, 'quarantine', stamp, 'parley.db'));
};

describe('a damaged database goes to quarantine and its messages come back', () => {
  test('header overwritten', async () => {
    using folder = temporaryFolder();
    const damaged = await prepare(folder.path);
    overwrite(damaged.database, 0, noise(100));
    const bytes = readFileSync(damaged.database);
    const text = expectRepaired(damaged, { newer: true });
    expect(text).toContain('2 newer messages in 1 conversation were brought over');
    expect(text).toContain('31 January 2026');
    expect(quarantined(folder.path).equals(bytes)).toBe(true);
  });

  test('any page overwritten', async () => {
    using template = temporaryFolder();
    const whole = await prepare(template.path);
    const pages = statSync(whole.database).size / pageSize;
    for (let page = 1; page < pages; page += Math.ceil(pages / 12)) {
      using folder = temporaryFolder();
      const database = join(folder.path, 'parley.db');
      mkdirSync(join(folder.path, 'snapshots'));
      copyFileSync(whole.database, database);
      for (const name of readdirSync(join(template.path, 'snapshots'))) {
        copyFileSync(join(template.path, 'snapshots', name), join(folder.path, 'snapshots', name));
      }
      overwrite(database, page * pageSize, noise(pageSize));
      const { store, notices } = openTestStore(folder.path);
      expect(notices.map(({ code }) => code)).toEqual(['storage.restored']);
      expect(textsOf(store, whole.before)).toEqual(['before the snapshot', 'kept']);
      expect(store.organisation.list({ type: 'all' }, null, 200).rows.length).toBeGreaterThanOrEqual(
        many + 1,
      );
      // What is newer than the snapshot may lie on the damaged page; nothing of the snapshot is touched by it.
      for (const { id, title } of store.organisation.list({ type: 'all' }, null, 200).rows) {
        if (id !== whole.after) expect(textsOf(store, id)[0]).toBe(title);
      }
      store.close();
    }
  });

  test('cut off in the middle', async () => {
    using folder = temporaryFolder();
    const damaged = await prepare(folder.path);
    truncateSync(damaged.database, Math.floor(statSync(damaged.database).size / 2 / pageSize) * pageSize);
    const { store, notices } = openTestStore(folder.path);
    expect(notices.map(({ code }) => code)).toEqual(['storage.restored']);
    expect(textsOf(store, damaged.before)).toEqual(['before the snapshot', 'kept']);
    store.close();
  });

  test.each([
    ['emptied', (path: string) => truncateSync(path, 0)],
    [
      'replaced by something else',
      (path: string) => writeFileSync(path, 'this is a letter, not a database'.repeat(900)),
    ],
    ['removed', (path: string) => rmSync(path)],
    [
      'replaced by a folder',
      (path: string) => {
        rmSync(path);
        mkdirSync(path);
      },
    ],
  ])('%s', async (_name, harm) => {
    using folder = temporaryFolder();
    const damaged = await prepare(folder.path);
    harm(damaged.database);
    expect(expectRepaired(damaged, { newer: false })).toContain('Nothing newer could be read');
  });

  test('without any snapshot the rows are read from the damaged file', async () => {
    using folder = temporaryFolder();
    const damaged = await prepare(folder.path);
    rmSync(join(folder.path, 'snapshots'), { recursive: true });
    overwrite(damaged.database, 0, noise(60));
    expect(expectRepaired(damaged, { newer: true })).toContain('no snapshot');
  });

  test('a damaged snapshot is passed over for the one before', async () => {
    using folder = temporaryFolder();
    const damaged = await prepare(folder.path);
    const later = join(folder.path, 'snapshots', 'parley-20260301T000000000Z-daily-v1.db');
    writeFileSync(later, noise(9000));
    truncateSync(damaged.database, 0);
    expectRepaired(damaged, { newer: false });
    expect(existsSync(later)).toBe(true);
  });
});

test('a first start that was killed before the first page is simply a first start', () => {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, 'parley.db'), '');
  const { store, notices } = openTestStore(folder.path);
  expect(notices).toEqual([]);
  store.close();
});

describe('the log file', () => {
  /** A copy of a folder as a crash leaves it: the log holds what was not yet written back. */
  function crash(from: string, to: string): void {
    for (const name of readdirSync(from)) {
      if (name !== 'snapshots' && name !== 'ballast') copyFileSync(join(from, name), join(to, name));
    }
  }

  test('removed after a crash: what is left opens, and the loss is said', () => {
    using live = temporaryFolder();
    using folder = temporaryFolder();
    const first = openTestStore(live.path).store;
    const early = addTurn(first, 'early', 'x').conversationId;
    first.close();
    const { store } = openTestStore(live.path);
    addTurn(store, 'late', 'x');
    crash(live.path, folder.path);
    store.close();
    rmSync(join(folder.path, 'parley.db-wal'));

    const opened = openTestStore(folder.path);
    expect(opened.notices.map(({ code }) => code)).toEqual(['storage.log-missing']);
    expect(textsOf(opened.store, early)).toEqual(['early', 'x']);
    expect(opened.store.organisation.list({ type: 'all' }, null, 9).rows).toHaveLength(1);
    opened.store.close();
    expect(openTestStore(folder.path).notices).toEqual([]);
  });

  test('still there with an emptied database: its pages are read', () => {
    using live = temporaryFolder();
    using folder = temporaryFolder();
    const { store } = openTestStore(live.path);
    const { conversationId } = addTurn(store, 'only in the log', 'x');
    crash(live.path, folder.path);
    store.close();
    truncateSync(join(folder.path, 'parley.db'), 0);

    const opened = openTestStore(folder.path);
    expect(opened.notices.map(({ code }) => code)).toEqual(['storage.restored']);
    expect(textsOf(opened.store, conversationId)).toEqual(['only in the log', 'x']);
    opened.store.close();
  });
});

test('a reply that streamed in the damaged file comes back as interrupted', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const { conversationId, answerId } = openTurn(store, 'q');
  store.turns.checkpoint(answerId, [{ index: 0, kind: 'text', text: 'so far' }]);
  store.close();
  overwrite(join(folder.path, 'parley.db'), 0, noise(100));
  const opened = openTestStore(folder.path);
  expect(opened.notices.map(({ code }) => code)).toEqual(['storage.restored', 'conversation.interrupted']);
  expect(textsOf(opened.store, conversationId)).toEqual(['q', 'so far']);
  opened.store.close();
});

// Catches: a check that takes for damage what a person did, and rebuilds a sound database at every start.
describe('no damage is', () => {
  const day = 86_400_000;

  test('what was deleted after the clock was set back', () => {
    using folder = temporaryFolder();
    const clock = fakeClock();
    const { store } = openTestStore(folder.path, { clock });
    const { conversationId } = addTurn(store, 'q', 'a');
    const { conversationId: other, answerId } = addTurn(store, 'q', 'a');
    clock.advance(-400 * day);
    store.conversations.remove(conversationId);
    store.tree.remove(other, answerId, 'message');
    store.close();
    const { store: next, notices } = openTestStore(folder.path, { clock });
    expect(notices).toEqual([]);
    expect(next.organisation.list({ type: 'trash' }, null, 10).rows).toHaveLength(1);
    next.close();
  });

  test('a conversation whose messages are all gone for good, when there are no others', async () => {
    using folder = temporaryFolder();
    const clock = fakeClock();
    const { store } = openTestStore(folder.path, { clock });
    const { conversationId, messageId } = addTurn(store, 'q', 'a');
    store.tree.remove(conversationId, messageId, 'branch');
    clock.advance(400 * day);
    await store.tidy();
    store.close();
    const file = new SqliteDatabase(join(folder.path, 'parley.db'));
    expect(file.prepare('SELECT count(*) FROM message').pluck().get()).toBe(0);
    file.close();
    const { store: next, notices } = openTestStore(folder.path, { clock });
    expect(notices).toEqual([]);
    expect(next.conversations.find(conversationId)).not.toBeNull();
    next.close();
  });
});
