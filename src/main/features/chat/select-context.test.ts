import { expect, test } from 'vitest';
import { v7 } from 'uuid';
import { messageIdSchema } from '#shared/domain/ids';
import type { BranchMessage } from '#main/ports/conversation-repository';
import { fitBranch } from './fit-branch';
import { selectContext } from './select-context';

const message = (text: string, marks: Partial<BranchMessage> = {}): BranchMessage => ({
  id: messageIdSchema.parse(v7()),
  role: text.startsWith('q') ? 'user' : 'assistant',
  parts: [{ type: 'text', text, state: null }],
  inclusion: null,
  startsContext: false,
  contentSha256: null,
  ...marks,
});
const words = (branch: readonly BranchMessage[]): readonly string[] =>
  branch.map(({ parts }) => (parts[0]?.type === 'text' ? parts[0].text : ''));

test('what is above the last mark of a new context is not sent, but what is always sent', () => {
  const branch = [
    message('q1', { inclusion: 'always' }),
    message('a1'),
    message('q2', { startsContext: true }),
    message('a2', { inclusion: 'never' }),
    message('q3', { startsContext: true }),
    message('a3', { inclusion: 'never' }),
    message('q4'),
  ];
  expect(words(selectContext(branch))).toEqual(['q1', 'q3', 'q4']);
});

test('the question itself is sent whatever its mark', () => {
  expect(words(selectContext([message('q1'), message('a1'), message('q2', { inclusion: 'never' })]))).toEqual(
    ['q1', 'a1', 'q2'],
  );
});

test('a full window leaves out the oldest, but not what is always sent, which takes its room', () => {
  const branch = [
    message('q1', { inclusion: 'always' }),
    message('a1'),
    message('q2'),
    message('a2'),
    message('q3'),
  ];
  const fitted = fitBranch(branch, [10, 10, 10, 10, 10], 40);
  expect(words(fitted.messages)).toEqual(['q1', 'q2', 'a2', 'q3']);
  expect(fitted.omitted).toBe(1);
});
