import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { v7 } from 'uuid';
import type { ConversationRow } from '#shared/domain/conversation';
import { folderIdSchema, type ConversationId } from '#shared/domain/ids';
import type { ListScope, OrganiseStep, RowCursor } from '#shared/domain/organisation';
import type { ReversibleChange } from '#main/ports/organisation-repository';
import type { Store } from '../store';
import {
  addTurn,
  fakeClock,
  newConversationId,
  openTestStore,
  temporaryFolder,
  textsOf,
} from '../../../../tests/harness/database';

const newFolderId = () => folderIdSchema.parse(v7());
const day = 86_400_000;

function useStore() {
  const folder = temporaryFolder();
  const clock = fakeClock();
  const { store } = openTestStore(folder.path, { clock });
  onTestFinished(() => {
    store.close();
    folder[Symbol.dispose]();
  });
  const add = (title: string): ConversationId => {
    clock.advance(1);
    return addTurn(store, title, 'x').conversationId;
  };
  const titles = (scope: ListScope): readonly string[] => readAll(store, scope, 3).map((row) => row.title);
  return { store, clock, add, titles, organisation: store.organisation };
}

/** A list as a window reads it: page by page, to its end. */
function readAll(store: Store, scope: ListScope, limit: number): readonly ConversationRow[] {
  const rows: ConversationRow[] = [];
  let before: RowCursor | null = null;
  do {
    const page = store.organisation.list(scope, before, limit);
    rows.push(...page.rows);
    before = page.next;
  } while (before !== null);
  return rows;
}

const undo = (store: Store, steps: readonly OrganiseStep[]): void => {
  for (const { conversationIds, change } of steps) {
    if (change.type !== 'delete') store.organisation.organise(conversationIds, change);
  }
};

test('the list follows the turns and not a clock that is set back', () => {
  const { store, clock, add, titles } = useStore();
  const first = add('first');
  clock.advance(-10_000_000);
  add('second');
  add('third');
  expect(titles({ type: 'all' })).toEqual(['third', 'second', 'first']);
  addTurn(store, 'again', 'x', { conversationId: first });
  expect(titles({ type: 'recent' })).toEqual(['first', 'third', 'second']);
});

test('pages meet without gaps or repeats, also when the row at their end moved or went', () => {
  const { store, add, organisation } = useStore();
  const ids = Array.from({ length: 25 }, (_, index) => add(`c${index}`)).toReversed();
  const scope = { type: 'recent' } as const;
  const first = organisation.list(scope, null, 10);
  expect(first.rows.map((row) => row.id)).toEqual(ids.slice(0, 10));

  addTurn(store, 'more', 'x', { conversationId: first.rows[9]?.id ?? newConversationId() });
  const second = organisation.list(scope, first.next, 10);
  expect(second.rows.map((row) => row.id)).toEqual(ids.slice(10, 20));

  organisation.organise([second.rows[9]?.id ?? newConversationId()], { type: 'trash' });
  const third = organisation.list(scope, second.next, 10);
  expect(third.rows.map((row) => row.id)).toEqual(ids.slice(20));
  expect(third.next).toBeNull();
});

test('each conversation stands in one list of the sidebar, pinned before folder before date', () => {
  const { add, titles, organisation } = useStore();
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(add) as [
    ConversationId,
    ConversationId,
    ConversationId,
    ConversationId,
  ];
  const folderId = newFolderId();
  organisation.createFolder(folderId, 'Work');
  organisation.organise([a, b], { type: 'move', folderId });
  organisation.organise([a, c], { type: 'pin', isPinned: true });
  expect(titles({ type: 'pinned' })).toEqual(['c', 'a']);
  expect(titles({ type: 'folder', folderId })).toEqual(['b']);
  expect(titles({ type: 'recent' })).toEqual(['d']);
  expect(titles({ type: 'all' })).toEqual(['c', 'a', 'd', 'b']);
  expect(organisation.listFolders()).toEqual([{ id: folderId, name: 'Work', count: 1 }]);
  organisation.organise([a, b, d], { type: 'archive', isArchived: true });
  expect(titles({ type: 'archived' })).toEqual(['d', 'b', 'a']);
  expect(titles({ type: 'all' })).toEqual(['c']);
  organisation.organise([d], { type: 'trash' });
  expect(titles({ type: 'archived' })).toEqual(['b', 'a']);
  expect(titles({ type: 'trash' })).toEqual(['d']);
});

/** Everything that a list says of a conversation, but where it stands. */
const stateOf = ({ id, isPinned, isArchived, isUnread, folderId, tags, deletedAt }: ConversationRow) => ({
  id,
  isPinned,
  isArchived,
  isUnread,
  folderId,
  tags,
  isTrashed: deletedAt !== null,
});

// Catches: an undo that touches what the change did not, a list whose condition misses a column.
test('any change can be taken back, and every list holds what its words say', () => {
  const { store, add, organisation } = useStore();
  const ids = ['one', 'two', 'three', 'four'].map(add);
  const folders = [newFolderId(), newFolderId()];
  for (const [index, id] of folders.entries()) organisation.createFolder(id, `F${index}`);
  const flag = fc.boolean();
  const change: fc.Arbitrary<ReversibleChange> = fc.oneof(
    fc.record({ type: fc.constant('pin' as const), isPinned: flag }),
    fc.record({ type: fc.constant('archive' as const), isArchived: flag }),
    fc.record({ type: fc.constant('unread' as const), isUnread: flag }),
    fc.record({ type: fc.constant('move' as const), folderId: fc.constantFrom(null, ...folders) }),
    fc.record({ type: fc.constant('tag' as const), tag: fc.constantFrom('x', 'ÄY', 'äy'), isTagged: flag }),
    fc.constantFrom({ type: 'trash' as const }, { type: 'restore' as const }),
  );
  const states = () => organisation.listRows(ids).map(stateOf);
  fc.assert(
    fc.property(fc.subarray(ids, { minLength: 1 }), change, flag, (some, made, isUndone) => {
      const before = states();
      const steps = organisation.organise(some, made);
      if (isUndone) {
        undo(store, steps);
        expect(states()).toEqual(before);
      }
      const now = states();
      const idsOf = (type: 'pinned' | 'recent' | 'archived' | 'trash' | 'all') =>
        readAll(store, { type }, 2).map((row) => row.id);
      const where = (is: (row: ReturnType<typeof stateOf>) => boolean) => now.filter(is).map((row) => row.id);
      const isLive = (row: ReturnType<typeof stateOf>) => !row.isTrashed && !row.isArchived;
      const same = (found: readonly string[], expected: readonly string[]) =>
        expect(found.toSorted()).toEqual(expected.toSorted());
      same(idsOf('all'), where(isLive));
      same(
        idsOf('pinned'),
        where((row) => isLive(row) && row.isPinned),
      );
      same(
        idsOf('recent'),
        where((row) => isLive(row) && !row.isPinned && row.folderId === null),
      );
      same(
        idsOf('archived'),
        where((row) => row.isArchived && !row.isTrashed),
      );
      same(
        idsOf('trash'),
        where((row) => row.isTrashed),
      );
      expect(organisation.listFolders().map(({ count }) => count)).toEqual(
        folders.map((id) => where((row) => isLive(row) && !row.isPinned && row.folderId === id).length),
      );
      expect(organisation.listTags().reduce((sum, { count }) => sum + count, 0)).toBe(
        now.filter(isLive).reduce((sum, { tags }) => sum + tags.length, 0),
      );
    }),
    { numRuns: 300 },
  );
});

test('a tag keeps its first spelling, whatever case it is written in later', () => {
  const { add, titles, organisation } = useStore();
  const [a, b] = [add('a'), add('b')];
  organisation.organise([a], { type: 'tag', tag: 'Übersee', isTagged: true });
  organisation.organise([a, b], { type: 'tag', tag: 'übersee', isTagged: true });
  expect(organisation.listTags()).toEqual([{ tag: 'Übersee', count: 2 }]);
  expect(titles({ type: 'tag', tag: 'Übersee' })).toEqual(['b', 'a']);
  expect(organisation.listRows([a])[0]?.tags).toEqual(['Übersee']);
});

test('a removed folder loses nothing and comes back with what it held', () => {
  const { store, add, organisation } = useStore();
  const [kept, trashed, moved] = [add('kept'), add('trashed'), add('moved')];
  const [work, home] = [newFolderId(), newFolderId()];
  organisation.createFolder(work, 'Work');
  organisation.createFolder(home, 'Home');
  organisation.organise([kept, trashed, moved], { type: 'move', folderId: work });
  organisation.organise([trashed], { type: 'trash' });
  const removed = organisation.removeFolder(work);
  expect(textsOf(store, kept)).toEqual(['kept', 'x']);
  organisation.organise([moved], { type: 'move', folderId: home });
  organisation.restoreFolder(removed);
  expect(organisation.listFolders().map(({ name, count }) => [name, count])).toEqual([
    ['Work', 1],
    ['Home', 1],
  ]);
  expect(organisation.listRows([trashed])[0]?.folderId).toBe(work);
  organisation.reorderFolders([home, work]);
  organisation.renameFolder(home, 'House');
  expect(organisation.listFolders().map(({ name }) => name)).toEqual(['House', 'Work']);
  for (const act of [
    () => organisation.removeFolder(newFolderId()),
    () => organisation.renameFolder(newFolderId(), 'x'),
    () => organisation.organise([kept], { type: 'move', folderId: newFolderId() }),
  ])
    expect(act).toThrow('folder is not there');
});

test('only what is in the trash goes for good, with its drafts, and the ledger stays', () => {
  const { store, add, organisation } = useStore();
  const [kept, gone] = [add('kept'), add('gone')];
  store.conversations.saveDraft(gone, 'half a sentence');
  organisation.organise([gone], { type: 'trash' });
  expect(organisation.measureTrash(null)).toEqual({ conversations: 1, messages: 2 });
  expect(organisation.measureTrash([kept])).toEqual({ conversations: 0, messages: 0 });
  expect(organisation.purge([kept, gone])).toBe(1);
  expect(organisation.listRows([kept, gone]).map((row) => row.title)).toEqual(['kept']);
  expect(store.conversations.findDraft(gone)).toBe('');
});

test.each([
  [7, 8],
  [30, 31],
  [90, 91],
  [null, 10_000],
] as const)(
  'a trash that keeps for %s days is emptied after them and not before',
  async (trashDays, days) => {
    const { store, clock, add, titles } = useStore();
    store.settings.update({ trashDays });
    store.organisation.organise([add('old')], { type: 'trash' });
    clock.advance((days - 2) * day);
    await store.tidy();
    expect(titles({ type: 'trash' })).toEqual(['old']);
    clock.advance(2 * day);
    await store.tidy();
    expect(titles({ type: 'trash' })).toEqual(trashDays === null ? ['old'] : []);
  },
);

test('a mark that is set already writes nothing, and unread does not move a conversation up', () => {
  const { add, titles, organisation } = useStore();
  const first = add('first');
  add('second');
  expect(organisation.setUnread(first, false)).toBe(false);
  expect(organisation.setUnread(first, true)).toBe(true);
  expect(organisation.setUnread(first, true)).toBe(false);
  expect(titles({ type: 'recent' })).toEqual(['second', 'first']);
  expect(organisation.organise([first], { type: 'unread', isUnread: true })).toEqual([]);
});
