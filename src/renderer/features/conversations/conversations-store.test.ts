import type { AppEvent } from '#shared/contracts/events';
import { expect, test } from 'vitest';
import type { Bridge } from '../../bridge/bridge';
import { createConversationsStore } from './conversations-store';
import { testRow } from './test-row.test-data';

/** Main with one conversation, which tells what it was asked. */
function fakeMain() {
  const asked: string[] = [];
  const tell = new Set<(event: AppEvent) => void>();
  let row = testRow('One');
  const answers: Readonly<Record<string, () => unknown>> = {
    'conversation.list': () => ({ rows: [row], next: null }),
    'conversation.rows': () => [row],
    'folder.list': () => [],
    'tag.list': () => [],
  };
  const call = (route: string) => {
    asked.push(route);
    return Promise.resolve({ ok: true, value: answers[route]?.() });
  };
  return {
    asked,
    bridge: {
      call: call as Bridge['call'],
      subscribe: (listener) => {
        tell.add(listener);
        return () => tell.delete(listener);
      },
    } satisfies Bridge,
    rename: (title: string) => {
      row = { ...row, title };
      return row.id;
    },
    tell: (event: AppEvent) => {
      for (const listener of tell) listener(event);
    },
  };
}

const titles = ({ store }: ReturnType<typeof createConversationsStore>): readonly string[] =>
  [...store.getState().lists.values()].flatMap(({ rows }) => rows.map(({ title }) => title));

// Catches: every list of every window read again, up to 500 rows each, for one new title.
test('what was told by its id is read by its id, and no list', async () => {
  const main = fakeMain();
  const conversations = createConversationsStore(main.bridge);
  await expect.poll(() => titles(conversations)).toContain('One');
  main.asked.length = 0;
  const conversationId = main.rename('Two');
  main.tell({ type: 'conversation.changed', conversationId, revision: 2 });
  main.tell({ type: 'conversations.changed', areNamed: true });
  await expect.poll(() => titles(conversations)).toContain('Two');
  expect(main.asked).toEqual(['conversation.rows']);
  main.rename('Three');
  main.tell({ type: 'conversations.changed' });
  await expect.poll(() => titles(conversations)).toContain('Three');
});
