import { describe, expect, test } from 'vitest';
import {
  addTurn,
  endOf,
  newAttemptId,
  newConversationId,
  newMessageId,
  openTestStore,
  openTurn,
  someModel,
  temporaryFolder,
  text,
  textsOf,
} from '../../../../tests/harness/database';
import { AppError } from '#shared/errors/app-error';
import type { Store } from '../store';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof AppError ? error.data.code : String(error);
  }
  return 'nothing thrown';
};

function withStore(run: (store: Store) => void): void {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  try {
    run(store);
  } finally {
    store.close();
  }
}

describe('an answer that is used again', () => {
  // Catches: a row that a crash leaves open though nobody was asked, a request in the ledger, a second commit.
  test('has its row with its end, in one step, and no line in the ledger', () =>
    withStore((store) => {
      const { conversationId, answerId } = openTurn(store, 'Why?');
      const id = newAttemptId();
      const opening = { id, answerId, model: someModel, modelName: 'Some', startedAt: 5, cachedAt: 3 };
      const end = { ...endOf(id), opening, cost: 0 };
      store.turns.settle(answerId, 'complete', null, [text('Because.')], end);
      expect(store.attempts.listOf(conversationId, answerId)).toMatchObject([
        { id, cachedAt: 3, outcome: 'complete', cost: 0 },
      ]);
      expect(store.usage.days({ from: null, to: null })).toEqual([]);
      // Storage that failed after the commit is tried again.
      store.turns.settle(answerId, 'complete', null, [text('Because.')], end);
      expect(store.attempts.listOf(conversationId, answerId)).toHaveLength(1);
      expect(textsOf(store, conversationId)).toEqual(['Why?', 'Because.']);
    }));
});

describe('opening a turn', () => {
  test('a question and its streaming answer are there at once, and its draft is gone', () =>
    withStore((store) => {
      const conversationId = newConversationId();
      store.conversations.saveDraft(conversationId, 'half a thought');
      store.conversations.saveDraft('new', 'half a thought');
      const { answerId } = openTurn(store, 'Why?', { conversationId, title: 'Why?', draftKey: 'new' });

      const page = store.conversations.listMessages(conversationId, { at: 'end' }, 50);
      expect(page.messages.map(({ role, status, depth }) => ({ role, status, depth }))).toEqual([
        { role: 'user', status: 'complete', depth: 0 },
        { role: 'assistant', status: 'streaming', depth: 1 },
      ]);
      expect(store.conversations.get(conversationId)).toMatchObject({
        title: 'Why?',
        titleSource: 'default',
        headId: answerId,
      });
      expect(store.organisation.list({ type: 'all' }, null, 10).rows).toMatchObject([{ isStreaming: true }]);
      expect([conversationId, 'new'].map((key) => store.conversations.findDraft(key))).toEqual(['', '']);
    }));

  test('a second question while a reply streams is refused as busy, also from a stale window', () =>
    withStore((store) => {
      const { conversationId, messageId } = openTurn(store, 'One');
      expect(codeOf(() => openTurn(store, 'Two', { conversationId }))).toBe('conversation.busy');
      expect(codeOf(() => openTurn(store, 'Two', { conversationId, parentId: messageId }))).toBe(
        'conversation.busy',
      );
      expect(textsOf(store, conversationId)).toEqual(['One', '']);
    }));

  test('a question to an older head is refused as stale and stores nothing', () =>
    withStore((store) => {
      const first = addTurn(store, 'One', 'Two');
      addTurn(store, 'Three', 'Four', { conversationId: first.conversationId });
      const { conversationId, answerId } = first;
      expect(codeOf(() => openTurn(store, 'Late', { conversationId, parentId: answerId }))).toBe(
        'conversation.stale',
      );
      expect(codeOf(() => openTurn(store, 'Late', { conversationId, parentId: null }))).toBe(
        'conversation.stale',
      );
      expect(textsOf(store, conversationId)).toEqual(['One', 'Two', 'Three', 'Four']);
    }));

  test('a deleted conversation takes no turn until it is restored', () =>
    withStore((store) => {
      const { conversationId } = addTurn(store, 'One', 'Two');
      store.conversations.remove(conversationId);
      expect(codeOf(() => openTurn(store, 'More', { conversationId }))).toBe('conversation.not-found');
      expect(store.conversations.find(conversationId)).toBeNull();
      store.conversations.restore(conversationId);
      openTurn(store, 'More', { conversationId });
      expect(textsOf(store, conversationId)).toEqual(['One', 'Two', 'More', '']);
    }));

  test('another answer stands beside the first, and either branch can be chosen', () =>
    withStore((store) => {
      const first = addTurn(store, 'Pick a colour', 'Red');
      const { conversationId } = first;
      const next = addTurn(store, 'Why?', 'Because', { conversationId });
      const answerId = newMessageId();
      store.turns.openTurn({ kind: 'sibling', conversationId, beside: first.answerId, answerId });
      store.turns.settle(answerId, 'complete', null, [text('Blue')], null);

      expect(textsOf(store, conversationId)).toEqual(['Pick a colour', 'Blue']);
      expect(store.conversations.getMessage(answerId)).toMatchObject({
        siblingIndex: 1,
        siblingIds: [first.answerId, answerId],
      });
      store.conversations.selectBranch(conversationId, first.answerId);
      expect(store.conversations.get(conversationId).headId).toBe(next.answerId);
      expect(textsOf(store, conversationId)).toEqual(['Pick a colour', 'Red', 'Why?', 'Because']);
    }));
});

describe('a reply while it streams', () => {
  test('what was checkpointed is read, in order, with thinking apart from text', () =>
    withStore((store) => {
      const { answerId } = openTurn(store, 'Go');
      store.turns.checkpoint(answerId, [{ index: 0, kind: 'thinking', text: 'Hm' }]);
      store.turns.checkpoint(answerId, [
        { index: 0, kind: 'thinking', text: 'm.' },
        { index: 1, kind: 'text', text: 'Yes' },
      ]);
      store.turns.checkpoint(answerId, [{ index: 1, kind: 'text', text: ', but' }]);
      expect(store.conversations.getMessage(answerId).parts).toEqual([
        { type: 'thinking', text: 'Hmm.', durationMs: null },
        { type: 'text', text: 'Yes, but' },
      ]);
    }));

  test('settling replaces the checkpoints by the whole parts, once', () =>
    withStore((store) => {
      const { answerId, conversationId } = openTurn(store, 'Go');
      store.turns.checkpoint(answerId, [{ index: 0, kind: 'text', text: 'Yes, b' }]);
      const view = store.turns.settle(answerId, 'complete', null, [text('Yes, but later.')], null);
      const again = store.turns.settle(answerId, 'failed', null, [text('other')], null);
      store.turns.checkpoint(answerId, [{ index: 0, kind: 'text', text: 'too late' }]);
      expect(again).toEqual(view);
      expect(textsOf(store, conversationId)).toEqual(['Go', 'Yes, but later.']);
      expect(store.conversations.getMessage(answerId)).toEqual(view);
    }));

  test('going on appends behind the text that was cut off, whatever index it is counted from', () =>
    withStore((store) => {
      const { answerId, conversationId } = openTurn(store, 'Go');
      const state = { kind: 'openai.item', data: '{"id":"r1"}' };
      store.turns.settle(
        answerId,
        'truncated',
        { code: 'truncated', message: 'Cut off' },
        [{ index: 0, part: { type: 'opaque' }, state }, text('First half', 1)],
        null,
      );
      store.turns.openTurn({ kind: 'reopen', conversationId, answerId });
      store.turns.checkpoint(answerId, [{ index: 1, kind: 'text', text: ' and sec' }]);
      expect(store.conversations.getMessage(answerId)).toMatchObject({
        status: 'streaming',
        error: null,
        parts: [{ text: 'First half' }, { text: ' and sec' }],
      });
      store.turns.settle(answerId, 'complete', null, [text(' and second.', 1)], null);
      expect(textsOf(store, conversationId)).toEqual(['Go', 'First half and second.']);
      expect(store.conversations.readBranch(answerId).at(-1)?.parts).toEqual([
        { type: 'opaque', state },
        { type: 'text', text: 'First half', state: null },
        { type: 'text', text: ' and second.', state: null },
      ]);
    }));

  test('what was left streaming becomes interrupted with its text, and its attempt is ended', () => {
    using folder = temporaryFolder();
    const { store } = openTestStore(folder.path);
    const { answerId, conversationId } = openTurn(store, 'Go');
    const id = newAttemptId();
    store.turns.openAttempt({ id, answerId, model: someModel, modelName: 'GPT', startedAt: 5 });
    store.turns.checkpoint(answerId, [{ index: 0, kind: 'text', text: 'so far' }]);
    store.close();

    const { store: next, notices } = openTestStore(folder.path);
    expect(notices.map(({ code }) => code)).toEqual(['conversation.interrupted']);
    expect(next.conversations.getMessage(answerId)).toMatchObject({
      status: 'interrupted',
      error: { code: 'interrupted' },
      parts: [{ type: 'text', text: 'so far' }],
      meta: { attempts: 1, totalMs: null },
    });
    openTurn(next, 'And now?', { conversationId });
    expect(next.turns.interruptLeftovers()).toBe(1);
    next.close();
  });
});

describe('attempts', () => {
  test('the meta of a message is that of its last attempt and counts them all', () =>
    withStore((store) => {
      const { answerId } = openTurn(store, 'Go');
      const [first, second] = [newAttemptId(), newAttemptId()];
      const open = { answerId, model: someModel, modelName: 'GPT Test', startedAt: 5 };
      store.turns.openAttempt({ id: first, ...open });
      const error = { code: 'overloaded', message: 'Too busy' } as const;
      store.turns.settleAttempt(endOf(first, { outcome: 'error', error }));
      store.turns.openAttempt({ id: second, ...open });
      const usage = {
        input: 10,
        output: 5,
        cachedInput: 4,
        cacheWrite: null,
        reasoning: 0,
        imageInput: null,
        imageOutput: null,
      };
      const end = endOf(second, { answeredBy: 'gpt-test-2026', usage, cost: 0.0125 });
      const view = store.turns.settle(answerId, 'complete', null, [text('Yes')], end);
      expect(view.meta).toEqual({
        model: { providerId: 'openai', modelId: 'gpt-test-2026' },
        modelName: 'GPT Test',
        usage,
        firstTokenMs: 12,
        totalMs: 34,
        cost: 0.0125,
        attempts: 2,
      });
    }));
});

test('provider state is replayed byte for byte, also what is not text', () =>
  withStore((store) => {
    const { answerId, messageId } = openTurn(store, 'Go');
    const marks = { inclusion: null, startsContext: false };
    const state = { kind: 'google.signature', data: 'é\u0000\ud83d\ude00"\\{\n' };
    store.turns.settle(answerId, 'complete', null, [{ ...text('Yes'), state }], null);
    expect(store.conversations.readBranch(answerId)).toMatchObject([
      { id: messageId, role: 'user', parts: [{ type: 'text', text: 'Go', state: null }], ...marks },
      { id: answerId, role: 'assistant', parts: [{ type: 'text', text: 'Yes', state }], ...marks },
    ]);
  }));
