import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addSums } from '#shared/domain/add-sums';

import { textOf } from '#shared/domain/part';
import { completeEnd, failWith, play, say, textParts } from '../fakes/scripted-provider';
import { newConversationId } from '../harness/database';
import { send, settledAnswer, useEngine, type TestEngine, type TestWindow } from './use-engine';

const dayMs = 86_400_000;

/** A new conversation that uses answers again, with this question in it. */
async function ask(
  engine: TestEngine,
  window: TestWindow,
  text: string,
  reusesAnswers: boolean | null = true,
) {
  const conversationId = newConversationId();
  engine.store.conversations.begin(conversationId);
  await window.call('conversation.setReuse', { conversationId, reusesAnswers });
  const sent = await send(window, text, { conversationId });
  return { conversationId, answer: await settledAnswer(engine, sent) };
}

async function setUp() {
  const engine = useEngine();
  const window = engine.openWindow(1);
  await window.call('settings.update', { patch: { autoTitle: false } });
  return {
    engine,
    window,
    requests: () => addSums(engine.store.usage.days({ from: null, to: null }).map(({ sum }) => sum)).requests,
  };
}

const isReused = (answer: { readonly parts: readonly { readonly type: string }[] }): boolean =>
  answer.parts.some((part) => part.type === 'notice' && 'code' in part && part.code === 'answer.reused');

const kept = async (engine: TestEngine, count: number): Promise<void> => {
  await expect.poll(() => engine.store.answerCache.size().answers).toBe(count);
};

describe('a question that was asked before', () => {
  // Catches: a request for what is there, a reuse that is not said, one that is counted or paid.
  it('gets the answer it got, without a request, and says so', async () => {
    const { engine, window, requests } = await setUp();
    engine.provider.answers.push(say('Forty-two.'));
    const first = await ask(engine, window, 'What is it?');
    expect(isReused(first.answer)).toBe(false);
    await kept(engine, 1);
    await engine.time.advance(3 * 3_600_000);
    const { conversationId, answer } = await ask(engine, window, 'What is it?');
    expect([answer.status, textOf(answer.parts)]).toEqual(['complete', 'Forty-two.']);
    expect(answer.parts[0]).toEqual({
      type: 'notice',
      code: 'answer.reused',
      text: 'From the cache: this was answered 3 hours ago. Regenerate asks the model again.',
    });
    expect([engine.provider.asked.length, requests()]).toEqual([1, 1]);
    expect([answer.meta?.cost, answer.meta?.usage.input]).toEqual([0, null]);
    const [attempt] = await window.call('attempt.list', { conversationId, messageId: answer.id });
    expect([typeof attempt?.cachedAt, attempt?.hasExchange]).toEqual(['number', false]);
  });

  // Catches: a free answer whose name is paid for.
  it('is not named by the model either', async () => {
    const { engine, window } = await setUp();
    await window.call('settings.update', { patch: { autoTitle: true } });
    await ask(engine, window, 'What is it?');
    await expect.poll(() => engine.provider.asked.length).toBe(2);
    await kept(engine, 1);
    const { conversationId } = await ask(engine, window, 'What is it?');
    expect((await window.call('conversation.find', { conversationId }))?.title).toBe('What is it?');
    // Another question is asked, and named: nothing came between.
    await ask(engine, window, 'What else?');
    await expect.poll(() => engine.provider.asked.length).toBe(4);
    expect(engine.provider.asked[2]?.request.instructions).toBe(
      engine.provider.asked[0]?.request.instructions,
    );
  });

  it('is asked again by Regenerate, whose answer is then the one that is kept', async () => {
    const { engine, window } = await setUp();
    engine.provider.answers.push(say('Old.'), say('New.'));
    const { conversationId, answer } = await ask(engine, window, 'What is it?');
    await kept(engine, 1);
    const again = await window.call('chat.regenerate', { conversationId, messageId: answer.id, model: null });
    const fresh = await settledAnswer(engine, { answerId: again.assistantMessageId });
    expect(textOf(fresh.parts)).toBe('New.');
    await expect
      .poll(async () => textOf((await ask(engine, window, 'What is it?')).answer.parts))
      .toBe('New.');
    expect(engine.provider.asked).toHaveLength(2);
  });

  it('is asked again when anything that is sent differs, or nobody wants a cache', async () => {
    const { engine, window } = await setUp();
    await ask(engine, window, 'What is it?');
    await kept(engine, 1);
    expect(isReused((await ask(engine, window, 'What is it? ')).answer)).toBe(false);
    expect(isReused((await ask(engine, window, 'What is it?', false)).answer)).toBe(false);
    expect(isReused((await ask(engine, window, 'What is it?', null)).answer)).toBe(false);
    expect(engine.provider.asked).toHaveLength(4);
  });

  it('is asked again when the answer is too old', async () => {
    const { engine, window } = await setUp();
    await ask(engine, window, 'What is it?');
    await kept(engine, 1);
    await engine.time.advance(7 * dayMs + 1_000);
    expect(isReused((await ask(engine, window, 'What is it?')).answer)).toBe(false);
  });

  it('follows the persona, where the conversation says nothing', async () => {
    const { engine, window } = await setUp();
    const [persona] = await window.call('persona.list', null);
    if (persona === undefined) throw new Error('no persona');
    const { id: personaId, name, description, instructions, model, temperature, starters } = persona;
    const draft = { name, description, instructions, model, temperature, starters };
    await window.call('persona.update', { personaId, draft: { ...draft, reusesAnswers: true } });
    await window.call('settings.update', { patch: { defaultPersonaId: personaId } });
    for (const expected of [false, true]) {
      const sent = await send(window, 'What is it?');
      expect(isReused(await settledAnswer(engine, sent))).toBe(expected);
      await kept(engine, 1);
    }
  });
});

// Catches: a half answer, or a failure, that is given again as if it were one.
it('only complete answers are kept', async () => {
  const { engine, window } = await setUp();
  engine.provider.answers.push(
    failWith('refused'),
    play(...textParts('Half'), { type: 'turn-end', outcome: 'length', error: null }),
    play(...textParts('Whole'), completeEnd),
  );
  for (const expected of ['failed', 'truncated', 'complete']) {
    const { answer } = await ask(engine, window, 'What is it?');
    expect([answer.status, isReused(answer)]).toEqual([expected, false]);
  }
  await kept(engine, 1);
});

describe('what is kept', () => {
  it('goes with its message, by hand, and when there is too much of it', async () => {
    const { engine, window } = await setUp();
    const { conversationId } = await ask(engine, window, 'One');
    await kept(engine, 1);
    await window.call('conversation.delete', { conversationId });
    await window.call('trash.empty', null);
    await kept(engine, 0);
    await ask(engine, window, 'Two');
    await kept(engine, 1);
    expect((await window.call('cache.size', null)).bytes).toBeGreaterThan(50);
    await window.call('cache.clear', null);
    expect(await window.call('cache.size', null)).toEqual({ answers: 0, bytes: 0 });

    const { answer } = await ask(engine, window, 'Three');
    for (const [createdAt, key] of ['a', 'b', 'c'].entries()) {
      engine.store.answerCache.save(
        { key, messageId: answer.id, body: Buffer.alloc(100), createdAt },
        { notBefore: 0, maxBytes: 250 },
      );
    }
    const isThere = (key: string): boolean => engine.store.answerCache.find(key, 0) !== null;
    expect(['a', 'b', 'c'].map(isThere)).toEqual([false, true, true]);
  });

  // Catches: an answer that was changed outside of Parley and is given as the model's.
  it('is not used when it is not as it was stored', async () => {
    const { engine, window } = await setUp();
    await ask(engine, window, 'What is it?');
    await kept(engine, 1);
    const file = new SqliteDatabase(join(engine.folder, 'parley.db'));
    file.exec('UPDATE answer_cache SET body = zeroblob(length(body))');
    file.close();
    expect(isReused((await ask(engine, window, 'What is it?')).answer)).toBe(false);
    expect(engine.provider.asked).toHaveLength(2);
  });
});
