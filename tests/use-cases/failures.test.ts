import { describe, expect, it } from 'vitest';
import { textOf } from '#shared/domain/part';
import { settleEvents, until } from '../fakes/manual-time';
import {
  completeEnd,
  errorEnd,
  failWith,
  listedModel,
  liveAnswer,
  play,
  say,
  textParts,
  usage,
} from '../fakes/scripted-provider';
import { modelRef, send, settledAnswer, testServer, useEngine } from './use-engine';

const diskFull = { code: 'storage.full', message: 'The disk is full.' } as const;

describe('asking again', () => {
  it('waits visibly for as long as the provider says, and not before', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    engine.provider.answers.push(failWith('rate-limited', { retryAfterMs: 3_000 }), say('At last.'));
    const sent = await send(window, 'Hello?');
    await until(() =>
      window.batches().some((batch) => batch.waiting === 'Rate limited. Trying again in 3 s'),
    );
    await engine.time.advance(2_999);
    expect(engine.provider.asked).toHaveLength(1);
    expect(window.batches().map((batch) => batch.waiting)).toContain('Rate limited. Trying again in 1 s');
    await engine.time.advance(1);
    const answer = await settledAnswer(engine, sent);
    expect([answer.status, textOf(answer.parts), answer.meta?.attempts]).toEqual(['complete', 'At last.', 2]);
    expect((await window.settled()).parts).toEqual(answer.parts);
  });

  it('Stop ends the wait', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    engine.provider.answers.push(failWith('overloaded', { retryAfterMs: 60_000 }));
    const sent = await send(window, 'Hello?');
    await until(() => window.batches().some((batch) => batch.waiting !== null));
    expect(await window.call('chat.stop', { conversationId: sent.conversationId })).toBe(true);
    expect(engine.store.conversations.getMessage(sent.answerId).status).toBe('stopped');
    await engine.time.advance(60_000);
    expect(engine.provider.asked).toHaveLength(1);
  });

  it('never after text was shown: it is cut off, kept, and can go on', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    engine.provider.answers.push(
      play(...textParts('One, two,'), errorEnd('network', { reason: 'reset' })),
      play(...textParts(' three.'), { type: 'usage', usage }, completeEnd),
    );
    const sent = await send(window, 'Count to three');
    const cut = await settledAnswer(engine, sent);
    expect([cut.status, cut.error?.code, textOf(cut.parts)]).toEqual(['truncated', 'network', 'One, two,']);
    expect(engine.provider.asked).toHaveLength(1);

    await window.call('chat.continue', { conversationId: sent.conversationId, messageId: sent.answerId });
    const whole = await settledAnswer(engine, sent);
    expect([whole.status, whole.error, textOf(whole.parts)]).toEqual(['complete', null, 'One, two, three.']);
    expect(engine.provider.asked[1]?.request.messages.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'user',
    ]);
    // The instruction to go on is sent, never stored.
    const page = await window.call('message.list', {
      conversationId: sent.conversationId,
      anchor: { at: 'end' },
      limit: 10,
    });
    expect(page.messages.map((message) => textOf(message.parts))).toEqual([
      'Count to three',
      'One, two, three.',
    ]);
    const refused = await window.tryCall('chat.continue', {
      conversationId: sent.conversationId,
      messageId: sent.answerId,
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'invalid-request' } });
  });

  it('takes up a paused answer by itself', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    const paused = { type: 'turn-end', outcome: 'paused', error: null } as const;
    engine.provider.answers.push(play(...textParts('Looking. '), paused), say('Found.'));
    const answer = await settledAnswer(engine, await send(window, 'Search'));
    expect([answer.status, textOf(answer.parts), answer.meta?.attempts]).toEqual([
      'complete',
      'Looking. Found.',
      2,
    ]);
    expect(engine.provider.asked[1]?.request.messages.at(-1)).toEqual({
      role: 'assistant',
      parts: [{ type: 'text', text: 'Looking. ', state: null }],
    });
  });

  it('Retry answers on the same message when it holds nothing, Regenerate beside one that does', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    engine.provider.answers.push(failWith('auth'), say('First.'), say('Title'), say('Second.'));
    const sent = await send(window, 'Hello?');
    expect((await settledAnswer(engine, sent)).error?.code).toBe('auth');
    const target = { conversationId: sent.conversationId, messageId: sent.answerId };
    expect((await window.call('chat.retry', target)).assistantMessageId).toBe(sent.answerId);
    expect(textOf((await settledAnswer(engine, sent)).parts)).toBe('First.');
    await settleEvents();
    const other = await window.call('chat.regenerate', { ...target, model: modelRef('test/other') });
    const second = await settledAnswer(engine, { answerId: other.assistantMessageId });
    expect([textOf(second.parts), second.siblingIds, second.siblingIndex]).toEqual([
      'Second.',
      [sent.answerId, other.assistantMessageId],
      1,
    ]);
    expect(engine.provider.asked.at(-1)?.request.modelId).toBe('other');
  });
});

describe('what cannot be asked', () => {
  it('keeps the question and says why the answer failed', async () => {
    const engine = useEngine({ environment: {} });
    const window = engine.openWindow(1);
    const sent = await send(window, 'Hello?', { model: modelRef('openai/gpt-5') });
    const answer = await settledAnswer(engine, sent);
    expect([answer.status, answer.error?.code, answer.error?.providerId]).toEqual([
      'failed',
      'secret.missing',
      'openai',
    ]);
    expect(textOf(engine.store.conversations.getMessage(sent.messageId).parts)).toBe('Hello?');
    expect(engine.provider.asked).toEqual([]);
  });

  it('answers with the Guide when nothing else is there', async () => {
    const engine = useEngine({ environment: {} });
    const answer = await settledAnswer(engine, await send(engine.openWindow(1), 'Hello?'));
    expect(answer.meta?.model).toEqual(modelRef('guide/guide'));
    await settleEvents();
    expect(engine.provider.asked, 'a title is not asked of the Guide').toHaveLength(1);
  });

  it('says in the answer what was left out of a small window', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    const models = [listedModel('test-model', { contextWindow: 400 })];
    engine.provider.listModels = () => ({ ok: true, value: models });
    await window.call('model.refresh', null);
    const long = 'word '.repeat(350);
    const first = await send(window, long);
    await settledAnswer(engine, first);
    const second = await send(window, 'And now?', {
      conversationId: first.conversationId,
      parentId: first.answerId,
    });
    const answer = await settledAnswer(engine, second);
    const notice = "2 earlier messages were left out because they do not fit the model's window.";
    expect(answer.parts[0]).toEqual({ type: 'notice', code: 'context.trimmed', text: notice });
    expect(engine.provider.asked.at(-1)?.request.messages).toHaveLength(1);
    const measured = await window.call('chat.measure', {
      conversationId: first.conversationId,
      model: null,
      personaId: null,
    });
    expect(measured).toMatchObject({ window: 400, omittedMessages: 2 });
    expect(measured.messageTokens).toBeLessThan(300);
  });
});

describe('when storage fails while an answer streams', () => {
  it('keeps the text in memory, says so, and stores everything as soon as it can', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    const live = liveAnswer();
    engine.provider.answers.push(live.answer);
    const sent = await send(window, 'Write');
    engine.turns.failing.checkpoint = diskFull;
    engine.turns.failing.settle = diskFull;
    live.push(
      { type: 'part-start', index: 0, kind: 'text' },
      { type: 'part-delta', index: 0, delta: 'Precious' },
    );
    await engine.time.advance(300);
    live.push(
      { type: 'part-delta', index: 0, delta: ' text' },
      { type: 'part-end', index: 0, state: null },
      completeEnd,
    );
    await engine.time.advance(300);
    const told = JSON.stringify(window.batches());
    expect(told).toContain('The disk is full.');
    expect(told).toContain('Precious');
    expect(window.batches().some((batch) => batch.settled !== null)).toBe(false);
    const live2 = await engine.openWindow(2).call('chat.watch', { conversationId: sent.conversationId });
    expect(live2 === null ? '' : textOf(live2.parts)).toBe('Precious text');

    await engine.time.advance(20_000);
    engine.turns.failing = Object.assign(engine.turns.failing, { settle: undefined });
    await engine.time.advance(5_000);
    const settled = await window.settled();
    expect(settled.status).toBe('complete');
    expect(settled.parts).toEqual([{ type: 'text', text: 'Precious text' }]);
    expect(engine.registry.isLive(sent.conversationId)).toBe(false);
  });
});

describe('titles', () => {
  it('come from the model after the first answer, and never replace a person’s', async () => {
    const engine = useEngine({ environment: { ...testServer } });
    const window = engine.openWindow(1);
    engine.provider.answers.push(say('It is four.'), say('"Sum of two and two."\nMore'));
    const sent = await send(window, 'What is 2 + 2?');
    const { conversationId } = sent;
    await settledAnswer(engine, sent);
    await until(() => engine.store.conversations.find(conversationId)?.title === 'Sum of two and two');

    await window.call('conversation.rename', { conversationId, title: 'Mine' });
    await window.call('chat.regenerate', { conversationId, messageId: sent.answerId, model: null });
    await window.settled();
    await settleEvents();
    expect(engine.store.conversations.find(conversationId)?.title).toBe('Mine');
  });

  it('stay the first words when the model fails or takes too long', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    engine.provider.answers.push(say('Yes.'), liveAnswer().answer);
    const sent = await send(window, 'Is it so?');
    await settledAnswer(engine, sent);
    await engine.time.advance(20_001);
    expect(engine.store.conversations.find(sent.conversationId)?.title).toBe('Is it so?');
  });
});
