import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { usageFromTerminal } from '#main/features/usage/usage-from-terminal';
import { createJsonUsagePrinter, createTextUsagePrinter } from '#main/features/usage/usage-printer';
import type { Store } from '#main/persistence/store';
import type { ExportFiles } from '#main/ports/export-files';
import { addSums } from '#shared/domain/add-sums';
import { usageDimensions, type UsageRange } from '#shared/domain/ledger';
import type { StreamPart } from '#shared/domain/stream-part';
import { nanosFor, type TokenUsage } from '#shared/domain/usage';
import { memorySecretStore } from '../fakes/memory-secret-store';
import { until } from '../fakes/manual-time';
import {
  completeEnd,
  errorEnd,
  failWith,
  liveAnswer,
  play,
  say,
  textParts,
  usage,
} from '../fakes/scripted-provider';
import { newConversationId, newMessageId, openTestStore } from '../harness/database';
import { modelRef, send, settledAnswer, useEngine, type EngineOptions } from './use-engine';

const priced = 'openai/gpt-4o';
/** One that has a price, and one without. */
const environment = {
  OPENAI_API_KEY: 'sk-test-0123456789abcdef',
  PARLEY_COMPATIBLE_BASE_URL: 'http://127.0.0.1:9/v1',
  PARLEY_COMPATIBLE_NAME: 'Test',
  PARLEY_DEFAULT_MODEL: priced,
};
const everything: UsageRange = { from: null, to: null };

const totalOf = (store: Pick<Store, 'usage'>) => addSums(store.usage.days(everything).map(({ sum }) => sum));

async function setUp(options: EngineOptions = {}) {
  const engine = useEngine({ environment, secrets: memorySecretStore(), ...options });
  const window = engine.openWindow(1);
  await window.call('settings.update', { patch: { autoTitle: false } });
  const read = (by: (typeof usageDimensions)[number] = 'provider') =>
    window.call('usage.read', { range: everything, by });
  const ask = async (text: string, model = priced) => {
    const sent = await send(window, text, { model: modelRef(model) });
    await settledAnswer(engine, sent);
    return sent;
  };
  return { engine, window, read, ask };
}

// Catches: a request that is not counted, counted twice, or counted at another price.
it('adds up to the books of the providers, whatever they answer', async () => {
  const { engine, window, read } = await setUp();
  const models = [priced, 'openai/gpt-4o-mini', 'test/test-model'];
  const tokens = fc.option(fc.nat({ max: 3_000_000 }), { nil: null });
  const usages = fc.record<TokenUsage>({
    input: tokens,
    output: tokens,
    cachedInput: fc.option(fc.nat({ max: 1000 }), { nil: null }),
    cacheWrite: fc.constant(null),
    reasoning: fc.option(fc.nat({ max: 1000 }), { nil: null }),
    imageInput: fc.constant(null),
    imageOutput: fc.constant(null),
  });
  const turns = fc.array(
    fc.record({
      model: fc.constantFrom(...models),
      used: usages,
      end: fc.constantFrom('complete', 'length', 'auth'),
    }),
    { minLength: 1, maxLength: 6 },
  );
  const books = { requests: 0, input: 0, output: 0, nanos: 0 };
  await fc.assert(
    fc.asyncProperty(turns, async (script) => {
      for (const { model, used, end } of script) {
        engine.provider.answers.push(
          play(
            ...textParts('Some text'),
            { type: 'usage', usage: used },
            end === 'complete' ? completeEnd : errorEnd(end === 'length' ? 'length' : 'auth'),
          ),
        );
        const sent = await send(window, 'Say something', { model: modelRef(model) });
        await settledAnswer(engine, sent);
        const { pricing } = await engine.models.describe(modelRef(model));
        books.requests += 1;
        books.input += used.input ?? 0;
        books.output += used.output ?? 0;
        books.nanos += nanosFor(used, pricing) ?? 0;
      }
      for (const by of usageDimensions) {
        const { total, groups, days } = await read(by);
        expect(total).toMatchObject(books);
        const sum = (pick: 'requests' | 'input' | 'output' | 'nanos' | 'unpriced') =>
          groups.reduce((all, group) => all + group.sum[pick], 0);
        for (const pick of ['requests', 'input', 'output', 'nanos', 'unpriced'] as const) {
          expect(sum(pick)).toBe(total[pick]);
          expect(days.reduce((all, day) => all + day.sum[pick], 0)).toBe(total[pick]);
        }
      }
    }),
    { numRuns: 8 },
  );
});

it('counts each retry, and the request for a title', async () => {
  const { engine, window, read } = await setUp();
  await window.call('settings.update', { patch: { autoTitle: true } });
  engine.provider.answers.push(failWith('overloaded'), say('An answer.'), say('A title'));
  const sent = await send(window, 'Hello', { model: modelRef(priced) });
  await until(() => engine.journal.includes('settleAttempt'));
  await engine.time.advance(5_000);
  await settledAnswer(engine, sent);
  await until(() => engine.store.conversations.get(sent.conversationId).title === 'A title');
  const { total, groups } = await read('purpose');
  expect(total).toMatchObject({ requests: 3, failed: 1, input: 20, output: 10, unpriced: 0 });
  expect(groups.map(({ key, sum }) => [key, sum.requests]).sort()).toEqual([
    ['title', 1],
    ['turn', 2],
  ]);
  const { conversation, branch } = await window.call('usage.ofConversation', {
    conversationId: sent.conversationId,
  });
  expect([conversation.requests, branch.requests]).toEqual([3, 2]);
});

// Catches: a branch that is said to cost more than the conversation that it is of.
it('counts what was spent before a branch was copied where it was spent', async () => {
  const { engine, window } = await setUp();
  engine.provider.answers.push(say('One.'), say('Two.'));
  const first = await send(window, 'Hello', { model: modelRef(priced) });
  const answer = await settledAnswer(engine, first);
  const { conversationId } = await window.call('branch.extract', {
    conversationId: first.conversationId,
    messageId: answer.id,
  });
  const cost = () => window.call('usage.ofConversation', { conversationId });
  expect([(await cost()).conversation.requests, (await cost()).branch.requests]).toEqual([0, 0]);
  const { headId } = engine.store.conversations.get(conversationId);
  await settledAnswer(engine, await send(window, 'Go on', { conversationId, parentId: headId }));
  expect([(await cost()).conversation.requests, (await cost()).branch.requests]).toEqual([1, 1]);
});

it('says before sending what it costs, and nothing where the price is unknown', async () => {
  const { window } = await setUp();
  const conversationId = newConversationId();
  await window.call('draft.save', { key: conversationId, text: 'word '.repeat(1_000) });
  const preview = (model: string) =>
    window.call('context.preview', { conversationId, model: modelRef(model), personaId: null });
  const { tokens, nanos } = await preview(priced);
  expect(tokens).toBeGreaterThan(1_000);
  // $2.50 a million.
  expect(nanos).toBe(tokens * 2_500);
  expect((await preview('test/test-model')).nanos).toBeNull();
});

it('counts a title that is never finished', async () => {
  const { engine, window, read } = await setUp();
  await window.call('settings.update', { patch: { autoTitle: true } });
  const { answer, push } = liveAnswer();
  engine.provider.answers.push(say('An answer.'), answer);
  const sent = await send(window, 'Hello', { model: modelRef(priced) });
  await settledAnswer(engine, sent);
  await until(() => engine.provider.asked.length === 2);
  // A name is shorter: it is left at once.
  push(...textParts('x'.repeat(3_000)));
  await until(() => totalOf(engine.store).requests === 2);
  expect((await read()).total).toMatchObject({ requests: 2, unpriced: 1 });
});

const file = (written: string[]): ExportFiles => ({
  choose: (_window, { name }) =>
    Promise.resolve({
      name,
      async write(chunks) {
        for await (const chunk of chunks) written.push(String(chunk));
      },
      target: { kind: 'file', path: name },
      reveal: () => undefined,
    }),
  chooseFolder: () => Promise.resolve(null),
});

// Catches: money that is forgotten with the conversation, or a title that is not.
it('outlives the conversation, and forgets what it was called', async () => {
  const written: string[] = [];
  const { engine, window, read, ask } = await setUp({ exportFiles: file(written) });
  const { conversationId } = await ask('A secret plan');
  const { total } = await read();
  const before = await read('conversation');
  expect(before.groups.map(({ name }) => name)).toEqual(['A secret plan']);
  await window.call('conversation.delete', { conversationId });
  await window.call('trash.empty', null);
  expect(engine.store.conversations.find(conversationId)).toBeNull();
  const after = await read('conversation');
  expect(after.total).toEqual(total);
  expect(after.groups).toEqual([{ key: conversationId, name: null, sum: total }]);
  expect(await window.call('usage.export', { range: everything })).toEqual({
    fileName: 'Parley usage.csv',
    requests: 1,
  });
  const [header, line] = written.join('').trim().split('\r\n');
  expect(header).toContain('started,purpose,provider,model');
  expect(line).toContain('2026-01-31T12:00:00.000Z,turn,openai,gpt-4o,');
  // 10 tokens at $2.50 and 5 at $10 a million.
  expect(line).toContain(',10,5,,,,0,0.000075,2.5,10,1.25,');
  expect(line).not.toContain('secret');
});

it('counts a temporary conversation without naming it, and shows its cost while it is there', async () => {
  const { engine, window, read } = await setUp();
  const conversationId = newConversationId();
  await window.call('temporary.begin', { conversationId });
  await window.call('chat.watch', { conversationId });
  const message = { messageId: newMessageId(), text: 'Psst', model: modelRef(priced), personaId: null };
  await window.call('chat.send', { conversationId, parentId: null, ...message });
  await window.settled();
  const { total, groups } = await read('conversation');
  expect(total).toMatchObject({ requests: 1, nanos: 75_000 });
  expect(groups.map(({ key, name }) => [key, name])).toEqual([['', null]]);
  const shown = await window.call('usage.ofConversation', { conversationId });
  expect([shown.conversation.nanos, shown.branch.nanos]).toEqual([75_000, 75_000]);
  expect(engine.store.usage.ofConversation(conversationId).conversation.requests).toBe(0);
});

it('says what it does not know, and what was free', async () => {
  const { engine, read, ask } = await setUp();
  await ask('Unknown price', 'test/test-model');
  engine.provider.answers.push(play(...textParts('No figures'), completeEnd));
  await ask('Unknown tokens');
  engine.provider.answers.push(failWith('auth'));
  await ask('Refused');
  await ask('Free', 'guide/guide');
  const { total } = await read();
  expect(total).toMatchObject({ requests: 4, failed: 1, nanos: 0, unpriced: 2 });
});

it('counts pictures', async () => {
  const { engine, read, ask } = await setUp();
  const image = (index: number): StreamPart => ({
    type: 'image',
    index,
    mediaType: 'image/png',
    base64: 'iVBORw0KGgo=',
    state: null,
  });
  engine.provider.answers.push(play(image(0), image(1), { type: 'usage', usage }, completeEnd));
  await ask('Draw two');
  expect((await read()).total.images).toBe(2);
});

it('an attempt that was open at a crash ends as interrupted', async () => {
  const { engine, ask } = await setUp();
  await ask('Whole');
  const { answer } = liveAnswer();
  engine.provider.answers.push(answer);
  await send(engine.openWindow(2), 'Cut', { model: modelRef(priced) });
  await until(() => engine.journal.filter((step) => step === 'openAttempt').length === 2);
  expect(totalOf(engine.store).requests).toBe(1);
  engine.store.close();
  const { store } = openTestStore(engine.folder);
  onTestFinished(() => store.close());
  expect(totalOf(store)).toMatchObject({ requests: 2, failed: 1, nanos: 75_000, unpriced: 1 });
  expect(store.usage.list(everything, 0, 10).map(({ outcome }) => outcome)).toEqual([
    'complete',
    'interrupted',
  ]);
});

describe('from a terminal', () => {
  async function printed(createPrinter: typeof createJsonUsagePrinter, range = everything) {
    const { engine, ask } = await setUp();
    await ask('One');
    await ask('Two', 'test/test-model');
    let out = '';
    let error = '';
    const printer = createPrinter({ out: (text) => (out += text), error: (text) => (error += text) });
    const providerName = (id: string) => (id === 'test' ? 'Test server' : null);
    const code = usageFromTerminal({ usage: engine.store.usage, providerName, printer }, range);
    return { code, out, error };
  }

  it('prints one JSON object a line, the end last', async () => {
    const { code, out } = await printed(createJsonUsagePrinter);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(code).toBe(0);
    expect(lines[0]).toEqual({
      type: 'total',
      requests: 2,
      failed: 0,
      inputTokens: 20,
      outputTokens: 10,
      cachedInputTokens: 0,
      cacheWriteTokens: 0,
      reasoningTokens: 0,
      images: 0,
      cost: 0.000075,
      costNanos: 75_000,
      unpriced: 1,
    });
    expect(lines.filter(({ type }) => type === 'day').map(({ day }) => day)).toEqual(['2026-01-31']);
    expect(lines.filter(({ type }) => type === 'model').map(({ key }) => key)).toEqual([
      priced,
      'test/test-model',
    ]);
    expect(lines.at(-1)).toEqual({ type: 'end', error: null });
  });

  it('prints a table for people, and says when there is nothing', async () => {
    const { out } = await printed(createTextUsagePrinter);
    expect(out).toContain('In all\n     $0.0001  2 requests, 20 tokens in, 10 out, 1 at an unknown price\n');
    expect(out).toContain('By model\n');
    expect(out).toMatch(
      /By provider\n +\$0\.0001 {2}openai: 1 request.*\n +unknown {2}Test server: 1 request/,
    );
    expect(out).toContain('     unknown  test-model: 1 request,');
    const { out: nothing, error } = await printed(createTextUsagePrinter, { from: 0, to: 1 });
    expect([nothing, error]).toEqual(['', 'Nothing was asked of a model in this time.\n']);
  });
});
