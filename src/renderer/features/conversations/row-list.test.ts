import type { ConversationRow } from '#shared/domain/conversation';
import type { ListScope, OrganiseChange } from '#shared/domain/organisation';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appendPage, applyRows, emptyList, isInScope, mergeHead, patchRow, type RowList } from './row-list';
import { testRow } from './test-row.test-data';

const scope: ListScope = { type: 'recent' };
const titles = ({ rows }: RowList): readonly string[] => rows.map(({ title }) => title);

/** What main would answer: all of its rows, newest first, in pages. */
function pageOf(all: readonly ConversationRow[], of: ListScope, above: number, limit: number) {
  const found = all
    .filter((row) => isInScope(of, row) && row.position < above)
    .toSorted((a, b) => b.position - a.position);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return {
    rows,
    next: found.length > limit && last !== undefined ? { rank: 0, position: last.position } : null,
  };
}

// Catches: a gap between what was read again and what stayed, a row twice, a row that left and is still shown.
test('after any pages, changes and readings, a list is the top of what main has', () => {
  const change: fc.Arbitrary<OrganiseChange> = fc.constantFrom(
    { type: 'pin' as const, isPinned: true },
    { type: 'pin' as const, isPinned: false },
    { type: 'archive' as const, isArchived: true },
    { type: 'archive' as const, isArchived: false },
    { type: 'trash' as const },
    { type: 'restore' as const },
  );
  const step = fc.oneof(
    fc.record({ do: fc.constant('more' as const) }),
    fc.record({ do: fc.constant('head' as const), limit: fc.integer({ min: 1, max: 6 }) }),
    fc.record({ do: fc.constant('change' as const), at: fc.nat(29), change }),
    fc.record({ do: fc.constant('turn' as const), at: fc.nat(29) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let stored = Array.from({ length: 30 }, (_, index) => testRow(`r${index}`, { position: index + 1 }));
      let list = mergeHead(emptyList(scope), pageOf(stored, scope, Infinity, 4));
      for (const each of steps) {
        if (each.do === 'more' && list.next !== null) {
          list = appendPage(list, pageOf(stored, scope, list.next.position, 4));
        } else if (each.do === 'head') {
          const limit = Math.max(each.limit, Math.min(8, list.rows.length));
          list = mergeHead(list, pageOf(stored, scope, Infinity, limit));
        } else if (each.do === 'change' || each.do === 'turn') {
          const before = stored[each.at];
          if (before === undefined) continue;
          const top = Math.max(...stored.map(({ position }) => position)) + 1;
          const row = each.do === 'turn' ? { ...before, position: top } : patchRow(before, each.change, 1);
          stored = stored.with(each.at, row);
          list = applyRows(list, new Set([row.id]), [row]);
        }
        const all = pageOf(stored, scope, Infinity, 1_000).rows;
        expect(titles(list)).toEqual(all.slice(0, list.rows.length).map(({ title }) => title));
        if (list.next === null) expect(list.rows).toHaveLength(all.length);
      }
    }),
    { numRuns: 500 },
  );
});

test('rows that came while a window was not told do not hide what lies between', () => {
  const old = Array.from({ length: 4 }, (_, index) => testRow(`old ${index}`, { position: 4 - index }));
  const list = mergeHead(emptyList(scope), { rows: old, next: null });
  const fresh = Array.from({ length: 3 }, (_, index) => testRow(`new ${index}`, { position: 100 - index }));
  const merged = mergeHead(list, { rows: fresh, next: { rank: 0, position: 98 } });
  expect(titles(merged)).toEqual(['new 0', 'new 1', 'new 2']);
  expect(merged.next).toEqual({ rank: 0, position: 98 });
});

// Catches: the last row that was read is archived, and is nowhere when that is undone: the next page begins behind it.
test('the last row that was read comes back to where it stood', () => {
  const stored = Array.from({ length: 3 }, (_, index) => testRow(`r${index}`, { position: 9 - index }));
  const last = { rank: 0, position: 7 };
  const list = mergeHead(emptyList(scope), { rows: stored, next: last });
  const [, , row = testRow('none')] = stored;
  const without = applyRows(list, new Set([row.id]), [{ ...row, isArchived: true }]);
  expect(titles(without)).toEqual(['r0', 'r1']);
  expect(titles(applyRows(without, new Set([row.id]), [row]))).toEqual(['r0', 'r1', 'r2']);
});

test('the trash is in the order of deletion', () => {
  const [first, second] = [
    testRow('first', { deletedAt: 1, position: 9 }),
    testRow('second', { deletedAt: 2, position: 3 }),
  ];
  let list = mergeHead(emptyList({ type: 'trash' }), { rows: [first], next: null });
  list = applyRows(list, new Set([second.id]), [second]);
  expect(titles(list)).toEqual(['second', 'first']);
});

test('a list whose rows did not change stays the same object: nothing is drawn again', () => {
  const list = mergeHead(emptyList(scope), { rows: [testRow('a')], next: null });
  const other = testRow('b', { isArchived: true });
  expect(applyRows(list, new Set([other.id]), [other])).toBe(list);
});
