import type { ConversationRow } from '#shared/domain/conversation';
import { folderIdSchema } from '#shared/domain/ids';
import type { ListScope } from '#shared/domain/organisation';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { emptyList, keyOf, type RowList } from './row-list';
import { isRow, itemKey, scopesOf, sidebarItems, type ItemParts, type SidebarItem } from './sidebar-items';
import { testRow } from './test-row.test-data';

const now = new Date('2026-11-21T14:30:00').getTime();
const at = (date: string): number => new Date(date).getTime();

const said = (item: SidebarItem): string => {
  if (isRow(item)) return item.title;
  if (item.type === 'heading') return `# ${item.name}`;
  if (item.type === 'folder') return `${item.isOpen ? 'v' : '>'} ${item.folder.name}`;
  return item.type;
};

const lists = (
  ...all: readonly (readonly [ListScope, readonly ConversationRow[]])[]
): ReadonlyMap<string, RowList> =>
  new Map(all.map(([scope, rows]) => [keyOf(scope), { ...emptyList(scope), rows, isLoaded: true }]));

const parts = (more: Partial<ItemParts>): ItemParts => ({
  place: { type: 'home' },
  lists: new Map(),
  folders: [],
  openFolders: [],
  isDragging: false,
  now,
  ...more,
});

const recent = [
  testRow('Write-ahead logging', { updatedAt: at('2026-11-21T14:00:00') }),
  testRow('Café des Arts', { updatedAt: at('2026-11-21T00:00:00') }),
  testRow('漢字', { updatedAt: at('2026-11-20T23:59:59') }),
  testRow('A week', { updatedAt: at('2026-11-14T00:00:00') }),
  testRow('More', { updatedAt: at('2026-11-13T23:59:59') }),
  testRow('Thermodynamics', { updatedAt: at('2026-10-05T10:00:00') }),
  testRow('Last year', { updatedAt: at('2025-10-05T10:00:00') }),
];

test('each date is named once, before its rows, at its exact midnight', () => {
  const items = sidebarItems(parts({ lists: lists([{ type: 'recent' }, recent]) }));
  expect(items.map(said)).toEqual([
    '# Today',
    'Write-ahead logging',
    'Café des Arts',
    '# Yesterday',
    '漢字',
    '# Previous 7 days',
    'A week',
    '# Previous 30 days',
    'More',
    '# October',
    'Thermodynamics',
    '# October 2025',
    'Last year',
  ]);
});

test('pinned ones stand first, then folders, open or closed, then the rest', () => {
  const [work, home] = [folderIdSchema.parse(v7()), folderIdSchema.parse(v7())];
  const folders = [
    { id: work, name: 'Work', count: 1 },
    { id: home, name: 'Home', count: 0 },
  ];
  const made = parts({
    folders,
    openFolders: [work],
    lists: lists(
      [{ type: 'pinned' }, [testRow('Pinned one')]],
      [{ type: 'folder', folderId: work }, [testRow('In work')]],
      [{ type: 'recent' }, recent.slice(0, 1)],
    ),
  });
  expect(sidebarItems(made).map(said)).toEqual([
    '# Pinned',
    'Pinned one',
    '# Folders',
    'v Work',
    'In work',
    '> Home',
    '# Today',
    'Write-ahead logging',
  ]);
  expect(scopesOf({ type: 'home' }, folders, [work])).toEqual([
    { type: 'temporary' },
    { type: 'pinned' },
    { type: 'folder', folderId: work },
    { type: 'recent' },
  ]);
});

test('while something is dragged, there is a place for what shall be in no folder', () => {
  const shown = sidebarItems(parts({ isDragging: true })).map(said);
  expect(shown).toEqual(['# Recent']);
});

test('keys are unique also when a clock that was set back brings a date twice', () => {
  const rows = ['2026-11-21T14:00:00', '2026-11-20T14:00:00', '2026-11-21T13:00:00'].map((date) =>
    testRow(date, { updatedAt: at(date) }),
  );
  const items = sidebarItems(parts({ lists: lists([{ type: 'recent' }, rows]) }));
  expect(items.map(said).filter((text) => text.startsWith('#'))).toEqual([
    '# Today',
    '# Yesterday',
    '# Today',
  ]);
  expect(new Set(items.map(itemKey)).size).toBe(items.length);
});
