import { conversationIdSchema, messageIdSchema } from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';
import { unmarked } from '#shared/domain/message-marks';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { mergeEnd, putMessage } from './merge-messages';

const conversationId = conversationIdSchema.parse(v7());

function branch(length: number, parent: MessageView | null = null): MessageView[] {
  const messages: MessageView[] = [];
  for (let index = 0; index < length; index += 1) {
    const before = messages.at(-1) ?? parent;
    const id = messageIdSchema.parse(v7());
    messages.push({
      id,
      conversationId,
      parentId: before?.id ?? null,
      role: index % 2 === 0 ? 'user' : 'assistant',
      status: 'complete',
      depth: (before?.depth ?? -1) + 1,
      createdAt: index,
      parts: [{ type: 'text', text: `message ${index}` }],
      error: null,
      meta: null,
      siblingIndex: 0,
      siblingIds: [id],
      ...unmarked,
    });
  }
  return messages;
}

const copy = (messages: readonly MessageView[]): MessageView[] => structuredClone([...messages]);

test('older pages stay, and unchanged messages stay the same objects', () => {
  const shown = branch(8);
  const { messages, isJoined } = mergeEnd(shown, copy(shown.slice(4)));
  expect(isJoined).toBe(true);
  expect(messages.every((message, index) => message === shown[index])).toBe(true);
  expect(messages).toHaveLength(8);
});

test('another branch takes the place of what followed its parent', () => {
  const shown = branch(6);
  const other = branch(2, shown[3] ?? null);
  const { messages } = mergeEnd(shown, copy(other));
  expect(messages.map(({ id }) => id)).toEqual([...shown.slice(0, 4), ...other].map(({ id }) => id));
});

test('a page that does not join what is shown stands alone', () => {
  const { messages, isJoined } = mergeEnd(branch(4), branch(2, branch(1)[0] ?? null));
  expect(isJoined).toBe(false);
  expect(messages).toHaveLength(2);
});

test('a message that changed is replaced, others are not', () => {
  const shown = branch(4);
  const page = copy(shown).map((message, index) =>
    index === 3 ? { ...message, status: 'stopped' as const } : message,
  );
  const { messages } = mergeEnd(shown, page);
  expect(messages.map((message, index) => message === shown[index])).toEqual([true, true, true, false]);
  expect(messages[3]?.status).toBe('stopped');
});

test('a settled message takes the place of its live one; one of another branch takes none', () => {
  const shown = branch(4);
  const [last] = shown.slice(-1);
  if (last === undefined) throw new Error('no message');
  expect(
    putMessage(shown, { ...last, status: 'stopped' })
      .map(({ status }) => status)
      .at(-1),
  ).toBe('stopped');
  expect(putMessage(shown, branch(1, branch(1)[0] ?? null)[0] ?? last)).toBe(shown);
});
