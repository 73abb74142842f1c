import { describe, expect, it } from 'vitest';
import { textOf } from '#shared/domain/part';
import { until } from '../fakes/manual-time';
import { failWith, liveAnswer, say, textParts, completeEnd } from '../fakes/scripted-provider';
import { newConversationId } from '../harness/database';
import {
  answeredBy,
  ask,
  askedModels,
  notices,
  providerId,
  saveRouting,
  setUpRouting,
} from './routing-engine';
import { modelRef, send, settledAnswer, type TestEngine, type TestWindow } from './use-engine';

const claude = 'anthropic/claude-sonnet-5';
/** Fails once a turn: asking again does not mend it. */
const silent = failWith('timeout', { reason: 'idle' });

async function failFiveTimes(engine: TestEngine, window: TestWindow) {
  for (let count = 0; count < 5; count += 1) {
    engine.provider.answers.push(silent);
    await ask(engine, window);
  }
}

describe('a model that fails again and again', () => {
  // Catches: a request to an open breaker, a state that nobody sees, a rest that never ends.
  it('is not asked while it rests, is tried once after it, and is told all the way', async () => {
    const { engine, window } = await setUpRouting([]);
    await failFiveTimes(engine, window);
    expect(engine.provider.asked).toHaveLength(5);
    const refused = await ask(engine, window);
    expect(engine.provider.asked).toHaveLength(5);
    expect(refused.error).toMatchObject({
      code: 'provider.resting',
      providerId: 'openai',
      retryAfterMs: 30_000,
    });
    expect(refused.error?.message).toMatch(
      /failed 5 times in a row: it did not answer in time\. Parley asks again after \d\d:\d\d:\d\d, or when you try now\.$/,
    );
    const open = { state: 'open', failures: 5, keyLast4: 'cdef', nextTryAt: engine.time.now() + 30_000 };
    expect(await window.call('health.breakers', null)).toMatchObject([open]);
    expect(window.events.some(({ type }) => type === 'health.changed')).toBe(true);

    await engine.time.advance(30_000);
    const live = liveAnswer();
    engine.provider.answers.push(live.answer);
    const trying = await send(window, 'Once more');
    await until(() => engine.provider.asked.length === 6);
    expect((await ask(engine, window)).error?.message).toContain('It is being tried just now.');
    live.push(...textParts('Back.'), completeEnd);
    expect((await settledAnswer(engine, trying)).status).toBe('complete');
    expect(await window.call('health.breakers', null)).toEqual([]);
    expect(textOf((await ask(engine, window)).parts)).toBe('Hello.');
    expect(engine.store.breakerHistory.list(0).map(({ state, cause }) => [state, cause])).toEqual([
      ['open', 'timeout'],
      ['half-open', 'timeout'],
      ['closed', null],
    ]);
  });

  it('is tried at once when a person says so, and rests twice as long when that fails', async () => {
    const { engine, window } = await setUpRouting([]);
    await failFiveTimes(engine, window);
    const { conversationId, id: messageId } = await ask(engine, window);
    engine.provider.answers.push(silent);
    const again = await window.call('chat.retry', { conversationId, messageId });
    expect((await settledAnswer(engine, { answerId: again.assistantMessageId })).error?.code).toBe('timeout');
    expect(engine.provider.asked).toHaveLength(6);
    const [breaker] = await window.call('health.breakers', null);
    expect(breaker).toMatchObject({ state: 'open', nextTryAt: engine.time.now() + 60_000 });
    if (breaker === undefined) throw new Error('No breaker.');
    await window.call('health.tryBreaker', breaker.ref);
    expect((await ask(engine, window)).status).toBe('complete');
  });

  it('leaves its place to the fallback, without a request', async () => {
    const { engine, window } = await setUpRouting([]);
    await failFiveTimes(engine, window);
    await saveRouting(window, 'openai', {
      fallbacks: [{ providerId: providerId('anthropic'), modelId: 'claude-sonnet-5' }],
    });
    const answer = await ask(engine, window);
    expect([askedModels(engine).slice(5), answeredBy(answer)]).toEqual([[claude], claude]);
    expect(notices(answer).join()).toContain('is not asked just now, because it failed.');
  });
});

describe('a key that is not accepted', () => {
  const environment = { PARLEY_DEFAULT_MODEL: 'openai/gpt-5.5' };
  // Catches: a refused key that is sent again by itself; a message to the only key there is that nobody answers.
  it('is sent again only by a person’s wish: a message where nothing else can be asked, Regenerate', async () => {
    const { engine, window } = await setUpRouting([], { environment });
    await window.call('key.save', { providerId: providerId('openai'), key: 'sk-old-0123456789abcdef' });
    engine.provider.answers.push(failWith('auth'));
    await ask(engine, window);
    expect((await window.call('health.breakers', null))[0]).toMatchObject({ state: 'open', nextTryAt: null });
    engine.provider.answers.push(failWith('auth'));
    const { conversationId, id: messageId, error } = await ask(engine, window);
    expect([error?.code, engine.provider.asked.length]).toEqual(['auth', 2]);
    engine.provider.answers.push(failWith('auth'));
    const again = await window.call('chat.regenerate', { conversationId, messageId, model: null });
    expect((await settledAnswer(engine, { answerId: again.assistantMessageId })).error?.code).toBe('auth');
    expect(engine.provider.asked).toHaveLength(3);
    await engine.time.advance(1);
    await window.call('key.save', { providerId: providerId('openai'), key: 'sk-new-0123456789abcdef' });
    expect((await ask(engine, window)).status).toBe('complete');
    expect(await window.call('health.breakers', null)).toEqual([]);
  });

  it('works again with the next message when its provider takes it again', async () => {
    const { engine, window } = await setUpRouting([], { environment });
    await window.call('key.save', { providerId: providerId('openai'), key: 'sk-old-0123456789abcdef' });
    engine.provider.answers.push(failWith('auth'));
    await ask(engine, window);
    expect((await ask(engine, window)).status).toBe('complete');
    expect(await window.call('health.breakers', null)).toEqual([]);
  });

  it('is not sent again while a fallback answers, and the message says why', async () => {
    const { engine, window } = await setUpRouting([claude]);
    engine.provider.answers.push(failWith('auth'));
    await ask(engine, window);
    const answer = await ask(engine, window);
    expect(askedModels(engine)).toEqual(['openai/gpt-5.5', claude, claude]);
    expect(notices(answer).join()).toContain('model.fallback');
  });
});

describe('a provider that said how long it takes no more', () => {
  const tooMany = (seconds: number) =>
    failWith('rate-limited', { retryAfterMs: seconds * 1_000, status: 429 });
  const limitedFor = async (engine: TestEngine, window: TestWindow, seconds: number) => {
    engine.provider.answers.push(tooMany(seconds));
    return ask(engine, window);
  };

  // Catches: a question of the next turn that is sent before the time that the provider named is over.
  it('is not asked by the next message before that, which waits, says so, and goes then', async () => {
    const { engine, window } = await setUpRouting([]);
    await limitedFor(engine, window, 90);
    expect(await window.call('health.breakers', null)).toMatchObject([
      { state: 'closed', failures: 0, keyLast4: 'cdef', limitedUntil: engine.time.now() + 90_000 },
    ]);
    const refused = await ask(engine, window);
    expect(engine.provider.asked).toHaveLength(1);
    expect(refused.error).toMatchObject({ code: 'rate-limited', retryAfterMs: 90_000 });
    expect(refused.error?.message).toMatch(
      /^OpenAI takes no more requests for .+ with the key that ends in cdef until \d\d:\d\d:\d\d, as it said\.$/,
    );
    await engine.time.advance(50_000);
    const waits = await send(window, 'Now?');
    const text = await until(() => window.batches().findLast(({ waiting }) => waiting !== null)?.waiting);
    expect(text).toBe('Rate limited. Trying again in 40 s');
    await engine.time.advance(39_000);
    expect(engine.provider.asked).toHaveLength(1);
    await engine.time.advance(1_000);
    expect((await settledAnswer(engine, waits)).status).toBe('complete');
    expect(engine.provider.asked).toHaveLength(2);
    expect(await window.call('health.breakers', null)).toEqual([]);
  });

  it('leaves its place to the fallback, and is asked at once when a person says so', async () => {
    const { engine, window } = await setUpRouting([claude]);
    await limitedFor(engine, window, 30);
    const answer = await ask(engine, window);
    expect(askedModels(engine)).toEqual(['openai/gpt-5.5', claude, claude]);
    expect(notices(answer).join()).toContain('said it is rate limited');
    const { conversationId, id: messageId } = answer;
    const again = await window.call('chat.regenerate', { conversationId, messageId, model: null });
    await settledAnswer(engine, { answerId: again.assistantMessageId });
    expect(askedModels(engine).at(-1)).toBe('openai/gpt-5.5');
  });

  it('has another key asked, and says nothing of other models', async () => {
    const { engine, window } = await setUpRouting([], {
      environment: { PARLEY_DEFAULT_MODEL: 'openai/gpt-5.5' },
    });
    await window.call('key.save', { providerId: providerId('openai'), key: 'sk-one-0123456789abcdef' });
    await window.call('key.add', {
      ...{ providerId: providerId('openai'), key: 'sk-two-0123456789ab9999' },
      ...{ label: null, expiresAt: null },
    });
    await limitedFor(engine, window, 600);
    await ask(engine, window);
    expect(engine.provider.asked.map(({ key }) => key?.slice(-4))).toEqual(['cdef', '9999', '9999']);
    await settledAnswer(engine, await send(window, 'Hi', { model: modelRef('openai/gpt-4o') }));
    expect(engine.provider.asked.at(-1)?.key?.slice(-4)).toBe('cdef');
  });
});

describe('limits of one’s own', () => {
  it('a request beyond them waits, says so, and goes in its turn', async () => {
    const { engine, window } = await setUpRouting([], { rest: { requestsPerMinute: 2 } });
    await ask(engine, window);
    await ask(engine, window);
    const third = await send(window, 'Third');
    const text = await until(() => window.batches().findLast(({ waiting }) => waiting !== null)?.waiting);
    expect(text).toBe('Waiting for your limit of 2 requests a minute. 60 s');
    const fourth = await send(window, 'Fourth', { conversationId: newConversationId() });
    expect(engine.provider.asked).toHaveLength(2);
    await window.call('chat.stop', { conversationId: fourth.conversationId });
    expect((await settledAnswer(engine, fourth)).status).toBe('stopped');
    await engine.time.advance(60_000);
    expect((await settledAnswer(engine, third)).status).toBe('complete');
    expect(engine.provider.asked).toHaveLength(3);
    // What was stopped in the queue left no row of a request.
    expect(engine.store.usage.days({ from: null, to: null }).map(({ sum }) => sum.requests)).toEqual([3]);
  });

  it('a title waits behind the turns', async () => {
    const { engine, window } = await setUpRouting([], { rest: { requestsPerMinute: 1 } });
    await window.call('settings.update', { patch: { autoTitle: true } });
    engine.provider.answers.push(say('First.'), say('Second.'), say('A title'), say('Another title'));
    await ask(engine, window, 'First');
    const second = await send(window, 'Second');
    await until(() => window.batches().some(({ waiting }) => waiting !== null));
    await engine.time.advance(60_000);
    await settledAnswer(engine, second);
    expect(engine.provider.asked.map(({ request }) => request.instructions !== null)).toEqual([false, false]);
    await engine.time.advance(60_000);
    await until(() => engine.provider.asked.length === 3);
    expect(engine.provider.asked[2]?.request.instructions).toContain('Name this conversation');
  });
});
