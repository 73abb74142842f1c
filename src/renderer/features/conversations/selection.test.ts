import { expect, test } from 'vitest';
import type { ConversationId } from '#shared/domain/ids';
import { extended, noSelection, pruned, toggled } from './selection';
import { testRow } from './test-row.test-data';

const order = Array.from({ length: 5 }, (_, index) => testRow(`r${index}`).id);
const [a, b, c, d, e] = order as [
  ConversationId,
  ConversationId,
  ConversationId,
  ConversationId,
  ConversationId,
];
const chosen = ({ ids }: { readonly ids: ReadonlySet<ConversationId> }): readonly ConversationId[] =>
  order.filter((id) => ids.has(id));

test('one by one, and off again', () => {
  const two = toggled(toggled(noSelection, d), b);
  expect(chosen(two)).toEqual([b, d]);
  expect(toggled(toggled(two, b), d)).toBe(noSelection);
});

test('a range turns around where it began, in both directions', () => {
  const begun = toggled(noSelection, c);
  const down = extended(begun, order, c, e);
  expect(chosen(down)).toEqual([c, d, e]);
  const up = extended(down, order, e, a);
  expect(chosen(up)).toEqual([a, b, c]);
  expect(chosen(extended(up, order, a, c))).toEqual([c]);
});

test('without a beginning it begins at the row that has the focus', () => {
  expect(chosen(extended(noSelection, order, b, c))).toEqual([b, c]);
});

test('where the beginning left the list, a new one begins', () => {
  const begun = toggled(noSelection, a);
  const rest = order.slice(1);
  expect(chosen(extended(pruned(begun, rest), rest, d, e))).toEqual([d, e]);
});

test('what left the list is not chosen any more; what stays is the same object', () => {
  const two = toggled(toggled(noSelection, a), b);
  expect(pruned(two, order)).toBe(two);
  expect(chosen(pruned(two, [b, c]))).toEqual([b]);
  expect(pruned(two, [c])).toBe(noSelection);
});
