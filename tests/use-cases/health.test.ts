import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { hoursAtOnce } from '#main/features/health/create-health';
import { healthFromTerminal } from '#main/features/health/health-from-terminal';
import { createJsonHealthPrinter, createTextHealthPrinter } from '#main/features/health/health-printer';
import type { ChatProvider, ConnectProvider } from '#main/ports/chat-provider';
import { openClient } from '#main/persistence/database';
import { listOfModels } from '#shared/domain/health';
import { providerIdSchema } from '#shared/domain/ids';
import type { ErrorCode } from '#shared/errors/app-error';
import { settleEvents, until } from '../fakes/manual-time';
import { failWith, listedModel, say, scriptedProvider } from '../fakes/scripted-provider';
import { openTestStore } from '../harness/database';
import {
  modelRef,
  send,
  settledAnswer,
  testServer,
  useEngine,
  type EngineOptions,
  type TestEngine,
} from './use-engine';

const priced = 'openai/gpt-4o';
const openai = providerIdSchema.parse('openai');
const test = providerIdSchema.parse('test');
const minute = 60_000;

async function setUp(options: EngineOptions = {}) {
  const engine = useEngine({ environment: { ...testServer, OPENAI_API_KEY: 'sk-test-key' }, ...options });
  const window = engine.openWindow(1);
  await window.call('settings.update', { patch: { autoTitle: false } });
  engine.provider.listModels = () => ({
    ok: true,
    value: [listedModel('gpt-4o'), listedModel('gpt-4o-mini')],
  });
  const ask = async (model = priced) =>
    settledAnswer(engine, await send(engine.openWindow(Math.random()), 'Hello', { model: modelRef(model) }));
  /** Fails in a way that is not tried again. */
  const fail = async (code: ErrorCode, model = priced) => {
    engine.provider.answers.push(failWith(code));
    return ask(model);
  };
  const of = async (id: string) =>
    (await window.call('health.read', { range: 'day' })).providers.find(
      ({ providerId }) => providerId === id,
    );
  return { engine, window, ask, fail, of };
}

/** Answers with headers that came after so many ms, and leave so much. */
const withHeaders =
  (connectMs: number, remaining: number): ConnectProvider =>
  (endpoint) => {
    const provider = scriptedProvider().connect(endpoint);
    const stream: ChatProvider['stream'] = (request, signal, _onExchange, onAnswer) => {
      onAnswer?.({
        connectMs,
        headroom: [{ of: 'requests', remaining, limit: 500, resetsAt: null }],
        keyLast4: 't-key'.slice(-4),
      });
      return provider.stream(request, signal);
    };
    return { ...provider, stream };
  };

describe('what is told of providers', () => {
  it('is nothing before anything was asked', async () => {
    const { window } = await setUp();
    const report = await window.call('health.read', { range: 'month' });
    expect(report.overall).toEqual({
      state: 'unknown',
      sentence: 'No provider was asked in the last 24 hours.',
    });
    expect(report.providers.map(({ providerId, status }) => [providerId, status.state])).toEqual([
      ['openai', 'unknown'],
      ['test', 'unknown'],
    ]);
    expect(report.cells).toHaveLength(30);
  });

  // Catches: a failure of a person's that counts as an outage, errors that are forgotten, one provider's under another.
  it('is its answers and its failures by kind, by provider and model, and what is of the person stays aside', async () => {
    const { ask, fail, of, window } = await setUp();
    await ask();
    await fail('protocol');
    await fail('invalid-request');
    // The last one: nothing more is sent with that key.
    await fail('auth');
    await ask('test/test-model');
    const found = await of('openai');
    expect(found?.facts).toMatchObject({ answered: 1, failed: 1, declined: 2, uptime: { day: 0.5 } });
    expect(found?.facts.errors.map(({ code }) => code).sort()).toEqual([
      'auth',
      'invalid-request',
      'protocol',
    ]);
    expect(found?.status.lastFailure?.error).toMatchObject({ code: 'auth', message: '' });
    expect(found?.models.map(({ modelId, facts }) => [modelId, facts.answered])).toEqual([['gpt-4o', 1]]);
    expect((await of('test'))?.facts).toMatchObject({ answered: 1, failed: 0 });
    const signs = await window.call('health.signs', null);
    expect(signs.map(({ providerId, modelId, status }) => [providerId, modelId, status.state])).toEqual([
      ['openai', null, 'failing'],
      ['openai', 'gpt-4o', 'failing'],
      ['test', null, 'ok'],
      ['test', 'test-model', 'ok'],
    ]);
  });

  it('are its times and what its headers leave', async () => {
    const { ask, of } = await setUp({ connect: withHeaders(250, 7) });
    await ask();
    await ask();
    const found = await of('openai');
    expect(found?.facts.connect?.count).toBe(2);
    expect(Math.abs((found?.facts.connect?.p95 ?? 0) - 250)).toBeLessThan(13);
    expect(found?.headroom).toMatchObject([
      { keyLast4: '-key', modelId: 'gpt-4o', headroom: [{ of: 'requests', remaining: 7, limit: 500 }] },
    ]);
    expect((await of('test'))?.headroom).toEqual([]);
  });

  // Catches: hours that are lost in a crash or a repair, or that differ from what the ledger says.
  it('is made again from the ledger alone', async () => {
    const { engine, ask, fail } = await setUp();
    await ask();
    await fail('protocol');
    await ask('test/test-model');
    const hoursIn = (store: TestEngine['store']) =>
      store.health
        .hours(0)
        .map((hour) => ({ ...hour, errors: hour.errors(), lastFailure: hour.lastFailure() }));
    const before = hoursIn(engine.store);
    expect(before).toHaveLength(2);
    engine.store.close();
    const client = openClient(`${engine.folder}/parley.db`, { isReadOnly: false });
    client.exec('DELETE FROM health_hour');
    client.close();
    const { store } = openTestStore(engine.folder);
    onTestFinished(() => store.close());
    expect(hoursIn(store)).toEqual(before);
  });
});

describe('the hours', () => {
  const day = 24 * 60 * minute;

  // Catches: a slice of the month that is summed up twice or by nobody, rows that stay for ever.
  it('are all in the month, and go after 62 days', async () => {
    const { engine, window, ask } = await setUp();
    for (const days of [0, 3, 1, 4, 13]) {
      await engine.time.advance(days * day);
      await ask();
    }
    const { facts } = await window.call('health.read', { range: 'month' });
    expect(facts.answered).toBe(5);
    expect(facts.cells.reduce((sum, { answered }) => sum + answered, 0)).toBe(5);
    await engine.time.advance(50 * day);
    await ask();
    expect(
      engine.store.health.hours(0).map(({ from }) => Math.round((engine.time.now() - from) / day)),
    ).toEqual(expect.arrayContaining([50, 0]));
    expect(engine.store.health.hours(0)).toHaveLength(2);
  });
});

// Catches: a month of many models that holds up every window, and an hour that is summed up twice or by nobody.
it('many hours are read some at a time, each once, with a turn for others between', async () => {
  const { engine, window } = await setUp();
  const count = 3 * hoursAtOnce + 7;
  const file = new SqliteDatabase(join(engine.folder, 'parley.db'));
  const insert = file.prepare(
    `INSERT INTO health_hour (hour, provider_id, model_id, model_name, answered, failed, limited, declined, output_tokens,
       writing_ms, times) VALUES (?, 'openai', ?, 'M', 1, 0, 0, 0, 0, 0, x'')`,
  );
  const hour = Math.floor(engine.time.now() / 3_600_000);
  for (let at = 0; at < count; at += 1) insert.run(hour - (at % 20), `model-${at % 31}-${at}`);
  file.close();
  let turns = 0;
  const breathe = engine.time.breathe.bind(engine.time);
  vi.spyOn(engine.time, 'breathe').mockImplementation(() => {
    turns += 1;
    return breathe();
  });
  expect((await window.call('health.read', { range: 'month' })).facts.answered).toBe(count);
  expect(turns).toBeGreaterThanOrEqual(4);
  turns = 0;
  await window.call('health.signs', null);
  expect(turns).toBeGreaterThanOrEqual(4);
});

describe('a check', () => {
  it('asks the cheapest model for a word, is in the ledger, and says its cost before', async () => {
    const { engine, window, of } = await setUp();
    await window.call('provider.test', { providerId: openai });
    expect((await of('openai'))?.probe).toMatchObject({ kind: 'request', modelName: 'gpt 4o mini' });
    // 20 tokens at $0.15 and 16 at $0.60 a million.
    expect((await of('openai'))?.probe?.nanos).toBe(20 * 150 + 16 * 600);
    const before = engine.provider.asked.length;
    expect(await window.call('health.check', { providerId: openai })).toMatchObject({ error: null });
    const [asked] = engine.provider.asked.slice(before);
    expect(asked?.request).toMatchObject({ modelId: 'gpt-4o-mini', maxOutputTokens: 16 });
    const [row] = engine.store.usage.list({ from: null, to: null }, 0, 10);
    expect(row).toMatchObject({
      purpose: 'probe',
      modelId: 'gpt-4o-mini',
      outcome: 'complete',
      cost: 10 * 150 + 5 * 600,
    });
    // It counts for whether it is up, and not for how long answers take.
    expect((await of('openai'))?.facts).toMatchObject({ answered: 1, total: null });
  });

  it('asks for the list where no price is known, for nothing, and its failure is an answer', async () => {
    const { engine, window, of } = await setUp();
    expect((await of('test'))?.probe).toEqual({ kind: 'list', modelName: null, nanos: 0 });
    engine.provider.listModels = () => ({ ok: false, error: { code: 'overloaded', message: 'Busy.' } });
    expect((await window.call('health.check', { providerId: test })).error).toMatchObject({
      code: 'overloaded',
    });
    expect(engine.store.usage.list({ from: null, to: null }, 0, 10)).toMatchObject([
      { purpose: 'probe', modelId: listOfModels.modelId, outcome: 'error', errorCode: 'overloaded' },
    ]);
    const found = await of('test');
    expect([found?.facts.failed, found?.models]).toEqual([1, []]);
  });

  // Catches: a check that spends what a budget does not allow.
  it('is not sent past a budget', async () => {
    const { engine, window } = await setUp();
    await window.call('provider.test', { providerId: openai });
    const budget = { id: '0193a3a0-0000-7000-8000-00000000000b', providerId: null, personaId: null };
    await window.call('settings.update', {
      patch: { budgets: [{ ...budget, period: 'day', nanos: 1, action: 'ask' }] },
    });
    const result = await window.tryCall('health.check', { providerId: openai });
    expect(result).toMatchObject({ ok: false, error: { code: 'budget.blocked' } });
    expect(engine.provider.asked).toEqual([]);
  });

  it('goes by the clock only when it is asked for, and never to what is switched off', async () => {
    const { engine, window } = await setUp();
    await engine.time.advance(120 * minute);
    expect(engine.store.usage.list({ from: null, to: null }, 0, 10)).toEqual([]);
    await window.call('settings.update', { patch: { probeMinutes: 15 } });
    await engine.time.advance(31 * minute);
    const rows = () =>
      engine.store.usage.list({ from: null, to: null }, 0, 99).map(({ providerId }) => providerId);
    expect(rows().sort()).toEqual(['openai', 'openai', 'test', 'test']);
    await window.call('provider.update', { providerId: openai, isEnabled: false });
    await engine.time.advance(15 * minute);
    expect(rows().filter((id) => id === 'openai')).toHaveLength(2);
    expect(rows().filter((id) => id === 'test')).toHaveLength(3);
    engine.checks.end();
    await engine.time.advance(60 * minute);
    expect(rows()).toHaveLength(5);
  });
});

// Catches: an alarm for every failed request, or none because retries hid it.
it('a person is told once when a provider goes down and once when it is back, unless that is off', async () => {
  const { engine, window, ask, fail } = await setUp();
  await ask();
  for (let count = 0; count < 5; count += 1) await fail('protocol');
  await until(() => engine.toldOfHealth.length > 0);
  expect(engine.toldOfHealth).toEqual(['OpenAI is down: its last requests failed.']);
  await ask();
  expect(engine.toldOfHealth).toHaveLength(1);
  await ask();
  await ask();
  expect(engine.toldOfHealth.slice(1)).toEqual(['OpenAI answers again.']);
  await window.call('settings.update', { patch: { healthAlerts: false } });
  for (let count = 0; count < 3; count += 1) await fail('protocol');
  await settleEvents();
  expect(engine.toldOfHealth).toHaveLength(2);
});

// Catches: a server that went and is still offered as ready, one that is asked though it is switched off or not ours.
it('a server on this computer that was added is off as soon as it goes, and back when it comes', async () => {
  const runs = new Set(['http://127.0.0.1:11434/v1/models']);
  const looked: string[] = [];
  const { engine, window } = await setUp({
    probe: (url) => {
      looked.push(url);
      return Promise.resolve(runs.has(url) ? 1 : null);
    },
  });
  await window.call('provider.watchLocal', null);
  expect(looked).toEqual([]);
  const ollama = providerIdSchema.parse('ollama');
  await window.call('provider.addLocal', { providerId: ollama });
  const stateOf = async () =>
    (await window.call('health.signs', null)).find(({ providerId }) => providerId === ollama)?.status.state;
  const events = () => window.events.filter(({ type }) => type === 'providers.changed').length;
  const before = events();
  await window.call('provider.watchLocal', null);
  expect([looked, events() - before, await stateOf()]).toEqual([[...runs], 0, 'unknown']);
  runs.clear();
  await window.call('provider.watchLocal', null);
  await window.call('provider.watchLocal', null);
  await settleEvents();
  expect([events() - before, await stateOf()]).toEqual([1, 'down']);
  runs.add('http://127.0.0.1:11434/v1/models');
  await window.call('provider.watchLocal', null);
  expect([await stateOf(), engine.directory.get(ollama).lastError]).toEqual(['unknown', null]);
  const asked = looked.length;
  await window.call('provider.update', { providerId: ollama, isEnabled: false });
  await window.call('provider.watchLocal', null);
  expect(looked).toHaveLength(asked);
});

describe('from a terminal', () => {
  async function printed(createPrinter: typeof createJsonHealthPrinter) {
    const { engine, ask, fail } = await setUp();
    engine.provider.answers.push(say('One.'));
    await ask();
    await fail('protocol');
    let out = '';
    const printer = createPrinter({ out: (text) => (out += text), error: (text) => (out += text) });
    return { code: await healthFromTerminal({ health: engine.health, printer }), out };
  }

  it('prints a line a provider and model, the end last', async () => {
    const { code, out } = await printed(createJsonHealthPrinter);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(code).toBe(0);
    expect(lines.map(({ type, providerId, modelId, state }) => [type, providerId, modelId, state])).toEqual([
      ['overall', undefined, undefined, 'degraded'],
      ['provider', 'openai', undefined, 'failing'],
      ['model', 'openai', 'gpt-4o', 'failing'],
      ['provider', 'test', undefined, 'unknown'],
      ['end', undefined, undefined, undefined],
    ]);
    expect(lines[1]).toMatchObject({ answered: 1, failed: 1, errors: { protocol: 1 }, uptime: { day: 0.5 } });
    expect(lines.at(-1)).toEqual({ type: 'end', error: null });
  });

  it('prints words for people', async () => {
    const { out } = await printed(createTextHealthPrinter);
    expect(out).toContain('OpenAI does not work well.\n');
    expect(out).toMatch(/^failing +OpenAI: 1 of the last 2 requests failed\.$/m);
    expect(out).toMatch(/up 50\.0% today/);
  });
});
