import type { ConversationRow } from '#shared/domain/conversation';
import { conversationIdSchema } from '#shared/domain/ids';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { groupRows } from './group-rows';

const now = new Date('2026-11-21T14:30:00').getTime();
const row = (title: string, date: string): ConversationRow => ({
  id: conversationIdSchema.parse(v7()),
  title,
  updatedAt: new Date(date).getTime(),
  isStreaming: false,
  isPinned: false,
  isArchived: false,
  isUnread: false,
  folderId: null,
  tags: [],
  deletedAt: null,
  position: 1,
});

const rows = [
  row('Write-ahead logging', '2026-11-21T14:00:00'),
  row('Café des Arts', '2026-11-21T09:00:00'),
  row('漢字の成り立ちについて', '2026-11-20T20:00:00'),
  row('Thermodynamics', '2026-10-05T10:00:00'),
];

test('each date is named once, before its rows', () => {
  const shown = groupRows(rows, now).map((item) =>
    item.type === 'group' ? `# ${item.name}` : item.row.title,
  );
  expect(shown).toEqual([
    '# Today',
    'Write-ahead logging',
    'Café des Arts',
    '# Yesterday',
    '漢字の成り立ちについて',
    '# October',
    'Thermodynamics',
  ]);
});

test('keys are unique, so that no row takes the place of another', () => {
  const keys = groupRows(rows, now).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});
