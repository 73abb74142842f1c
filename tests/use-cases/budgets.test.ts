import { describe, expect, it } from 'vitest';
import type { Budget } from '#shared/domain/budget';
import { addSums } from '#shared/domain/add-sums';
import { providerIdSchema } from '#shared/domain/ids';
import { nanosOf } from '#shared/domain/money';
import { textOf } from '#shared/domain/part';
import { v4 } from 'uuid';
import { memorySecretStore } from '../fakes/memory-secret-store';
import { until } from '../fakes/manual-time';
import { completeEnd, failWith, play, say, textParts } from '../fakes/scripted-provider';
import { newConversationId, newMessageId } from '../harness/database';
import { modelRef, send, settledAnswer, useEngine, type TestEngine, type TestWindow } from './use-engine';

/** $2.50 a million tokens in, $10 out. */
const priced = modelRef('openai/gpt-4o');
const environment = {
  OPENAI_API_KEY: 'sk-test-0123456789abcdef',
  PARLEY_COMPATIBLE_BASE_URL: 'http://127.0.0.1:9/v1',
  PARLEY_COMPATIBLE_NAME: 'Test',
  PARLEY_DEFAULT_MODEL: 'openai/gpt-4o',
};

const budgetOf = (dollars: number, rest: Partial<Budget> = {}): Budget => ({
  id: v4(),
  period: 'day',
  providerId: null,
  personaId: null,
  nanos: nanosOf(dollars),
  action: 'block',
  ...rest,
});

async function setUp(...budgets: readonly Budget[]) {
  const engine = useEngine({ environment, secrets: memorySecretStore() });
  const window = engine.openWindow(1);
  await window.call('settings.update', { patch: { autoTitle: false, budgets } });
  return { engine, window, spent: () => spentOn(engine) };
}

const spentOn = ({ store }: TestEngine): number =>
  addSums(store.usage.days({ from: null, to: null }).map(({ sum }) => sum)).nanos;

const ask = async (engine: TestEngine, window: TestWindow, text: string, model = priced) => {
  const sent = await send(window, text, { model });
  return settledAnswer(engine, sent);
};

/** An answer that takes so many tokens. */
const using = (input: number, output: number) =>
  play(
    ...textParts('An answer'),
    {
      type: 'usage',
      usage: {
        input,
        output,
        cachedInput: null,
        cacheWrite: null,
        reasoning: null,
        imageInput: null,
        imageOutput: null,
      },
    },
    completeEnd,
  );

// Catches: fifty requests that each see the same money left.
it('fifty questions at once do not spend more than the budget', async () => {
  const limit = nanosOf(0.2);
  const { engine, window, spent } = await setUp(budgetOf(0.2));
  for (let index = 0; index < 50; index += 1) {
    engine.provider.answers.push(using(5, 300 + ((index * 137) % 700)));
  }
  const sent = await Promise.all(
    Array.from({ length: 50 }, (_, index) => send(window, `Question ${index}`, { model: priced })),
  );
  const answers = await Promise.all(sent.map((each) => settledAnswer(engine, each)));
  const whole = answers.filter(({ status }) => status === 'complete');
  const refused = answers.filter(({ error }) => error?.code === 'budget.blocked');
  expect(whole.length + refused.length).toBe(50);
  expect([whole.length > 5, refused.length > 5]).toEqual([true, true]);
  expect(spent()).toBeLessThanOrEqual(limit);
  expect(engine.provider.asked).toHaveLength(whole.length);
  // Nothing that was written is lost.
  const questions = sent.map(({ messageId }) =>
    textOf(engine.store.conversations.getMessage(messageId).parts),
  );
  expect(questions).toEqual(sent.map((_, index) => `Question ${index}`));
  expect(engine.store.usage.spending({ from: 0, providerId: null, personaId: null }).reserved).toBe(0);
});

describe('a budget that is passed', () => {
  it('blocks, says why, and lets the same message through when it is raised', async () => {
    const small = budgetOf(0.000_001);
    const { engine, window } = await setUp(small);
    const sent = await send(window, 'Hello', { model: priced });
    const { status, error } = await settledAnswer(engine, sent);
    expect([status, error?.code]).toEqual(['failed', 'budget.blocked']);
    expect(error?.message).toMatch(
      /^This may pass the daily budget of less than \$0\.0001: \$0 is spent or set aside, and this request may cost up to \$0\.01\.$/,
    );
    expect(engine.provider.asked).toHaveLength(0);
    await window.call('settings.update', { patch: { budgets: [{ ...small, nanos: nanosOf(5) }] } });
    const { conversationId, answerId } = sent;
    const again = await window.call('chat.retry', { conversationId, messageId: answerId });
    const answer = await settledAnswer(engine, { answerId: again.assistantMessageId });
    expect([answer.status, textOf(answer.parts)]).toEqual(['complete', 'Hello.']);
  });

  it('asks: a reply waits for a yes, which counts for that reply alone', async () => {
    const { engine, window } = await setUp(budgetOf(0.000_001, { action: 'ask' }));
    const about = { conversationId: newConversationId(), model: priced, personaId: null, text: 'Hello' };
    expect(await window.call('chat.askBudget', about)).toEqual({
      sentence: expect.stringContaining('This may pass the daily budget') as string,
    });
    const sent = await send(window, 'Hello', { model: priced });
    expect((await settledAnswer(engine, sent)).error?.code).toBe('budget.ask');
    const { conversationId, answerId } = sent;
    const again = await window.call('chat.retry', {
      conversationId,
      messageId: answerId,
      allowsOverBudget: true,
    });
    const answer = await settledAnswer(engine, { answerId: again.assistantMessageId });
    expect(answer.status).toBe('complete');
    expect(answer.parts[0]).toMatchObject({ type: 'notice', code: 'budget.passed' });
    const next = await send(window, 'More', { conversationId, parentId: answer.id, model: priced });
    expect((await settledAnswer(engine, next)).error?.code).toBe('budget.ask');
  });

  it('warns, in the reply, and sends', async () => {
    const { engine, window } = await setUp(budgetOf(0.000_001, { action: 'warn' }));
    const about = { conversationId: newConversationId(), model: priced, personaId: null, text: 'Hello' };
    expect(await window.call('chat.askBudget', about)).toBeNull();
    const { status, parts } = await ask(engine, window, 'Hello');
    expect([status, parts[0]?.type]).toEqual(['complete', 'notice']);
  });

  // Catches: a retry that is sent though the first try, or another conversation, has used the budget up.
  it('is looked at again before each retry', async () => {
    const budget = budgetOf(5);
    const { engine, window } = await setUp(budget);
    engine.provider.answers.push(failWith('overloaded'));
    const sent = await send(window, 'Hello', { model: priced });
    await until(() => engine.journal.includes('settleAttempt'));
    await window.call('settings.update', { patch: { budgets: [{ ...budget, nanos: 1 }] } });
    await engine.time.advance(10_000);
    expect((await settledAnswer(engine, sent)).error?.code).toBe('budget.blocked');
    expect(engine.provider.asked).toHaveLength(1);
  });
});

it('counts only what it is for, and holds up nothing whose price is unknown or zero', async () => {
  const test = providerIdSchema.parse('test');
  const { engine, window } = await setUp(budgetOf(0.000_001, { providerId: test }));
  expect((await ask(engine, window, 'Another provider')).status).toBe('complete');
  expect((await ask(engine, window, 'Unknown', modelRef('test/test-model'))).status).toBe('complete');
  await window.call('settings.update', { patch: { budgets: [budgetOf(0.000_001)] } });
  expect((await ask(engine, window, 'Free', modelRef('guide/guide'))).status).toBe('complete');
  expect((await ask(engine, window, 'Unknown', modelRef('test/test-model'))).status).toBe('complete');
  expect((await ask(engine, window, 'Priced')).error?.code).toBe('budget.blocked');
});

it('counts a temporary conversation, and what was deleted', async () => {
  const { engine, window } = await setUp(budgetOf(0.03));
  engine.provider.answers.push(using(5, 900), using(5, 900));
  const conversationId = newConversationId();
  await window.call('temporary.begin', { conversationId });
  await window.call('chat.watch', { conversationId });
  const message = { messageId: newMessageId(), text: 'Psst', model: priced, personaId: null };
  await window.call('chat.send', { conversationId, parentId: null, ...message });
  await window.settled();
  const sent = await send(window, 'Second', { model: priced });
  await settledAnswer(engine, sent);
  await window.call('conversation.delete', { conversationId: sent.conversationId });
  await window.call('trash.empty', null);
  // $0.018 are spent, and a reply is taken to be a thousand tokens long.
  expect((await ask(engine, window, 'Third')).status).toBe('complete');
  engine.provider.answers.push(using(5, 900));
  expect(spentOn(engine)).toBeGreaterThan(nanosOf(0.018));
  await window.call('settings.update', { patch: { budgets: [budgetOf(0.02)] } });
  expect((await ask(engine, window, 'Fourth')).error?.code).toBe('budget.blocked');
});

it('begins anew with the day', async () => {
  const { engine, window } = await setUp(budgetOf(0.0101));
  engine.provider.answers.push(using(5, 900));
  expect((await ask(engine, window, 'Today')).status).toBe('complete');
  expect((await ask(engine, window, 'Today again')).error?.code).toBe('budget.blocked');
  await engine.time.advance(86_400_000);
  expect((await ask(engine, window, 'Tomorrow')).status).toBe('complete');
});

it('makes no title that a budget would have to be asked for', async () => {
  const { engine, window } = await setUp(budgetOf(0.0101));
  await window.call('settings.update', { patch: { autoTitle: true } });
  engine.provider.answers.push(using(5, 900), say('A title'));
  const sent = await send(window, 'Hello', { model: priced });
  await settledAnswer(engine, sent);
  await engine.time.advance(1_000);
  expect(engine.provider.asked).toHaveLength(1);
  expect(engine.store.conversations.get(sent.conversationId).title).toBe('Hello');
});

it('tells once at 80 % and once at 100 %', async () => {
  const { engine, window } = await setUp(budgetOf(0.02, { action: 'warn' }));
  const use = async (output: number): Promise<void> => {
    engine.provider.answers.push(using(0, output));
    await ask(engine, window, 'Hello');
  };
  await use(700);
  expect(engine.told).toEqual([]);
  await use(950);
  await use(10);
  expect(engine.told).toEqual(['80% of the daily budget of $0.02 is used: $0.017 is spent.']);
  await use(500);
  await use(500);
  expect(engine.told.slice(1)).toEqual(['The daily budget of $0.02 is used up: $0.022 is spent.']);
  expect(await window.call('budget.list', null)).toMatchObject([{ spent: nanosOf(0.0266), reserved: 0 }]);
});
