import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { modelsFromTerminal } from '#main/features/models/models-from-terminal';
import { createJsonModelsPrinter, createTextModelsPrinter } from '#main/features/models/models-printer';
import { readModelList } from '#main/providers/compatible/models';
import { connectProvider } from '#main/providers/registry';
import { noUsage } from '#shared/domain/usage';
import { jsonReply } from '../fakes/provider-server/reply';
import { startProviderServer } from '../fakes/provider-server/provider-server';
import { memorySecretStore } from '../fakes/memory-secret-store';
import { completeEnd, play, textParts } from '../fakes/scripted-provider';
import { openTestStore } from '../harness/database';
import { modelRef, send, settledAnswer, useEngine, type TestEngine } from './use-engine';

const noPrices = {
  input: null,
  output: null,
  cachedInput: null,
  cacheWrite: null,
  imageInput: null,
  imageOutput: null,
  picture: null,
};
const custom = {
  name: 'My tuned model',
  contextWindow: 32_000,
  outputLimit: 4_096,
  supportsImages: false,
  makesImages: null,
  supportsThinking: true,
};
const gpt = modelRef('openai/gpt-4o');
const tuned = modelRef('openai/ft:gpt-4o-2024-08-06:mine');
const environment = { OPENAI_API_KEY: 'sk-test-0123456789abcdef' };

async function setUp() {
  const engine = useEngine({ environment, secrets: memorySecretStore() });
  const window = engine.openWindow(1);
  await window.call('settings.update', { patch: { autoTitle: false } });
  return { engine, window };
}

const listed = (id: string) => ({
  id,
  name: null,
  contextWindow: null,
  outputLimit: null,
  supportsImages: true,
  makesImages: null,
  supportsThinking: null,
  thinkingLevels: null,
  createdAt: 5,
  deprecated: false,
  prices: null,
});
const keepList = ({ store }: TestEngine, ...ids: readonly string[]) =>
  store.providers.saveModels(gpt.providerId, ids.map(listed), 1_000);

async function answerWith(engine: TestEngine, usage: Partial<typeof noUsage>, model = gpt) {
  engine.provider.answers.push(
    play(...textParts('Yes.'), { type: 'usage', usage: { ...noUsage, ...usage } }, completeEnd),
  );
  const window = engine.openWindow(9);
  return settledAnswer(engine, await send(window, 'Well?', { model }));
}

const rowsOf = ({ store }: TestEngine) => store.usage.list({ from: null, to: null }, 0, 100);

// Catches: a list that waits for a server, a fact of the wrong one, an unknown that became 0.
it('shows what was stored with every server off, each fact by who told it', async () => {
  const server = await startProviderServer();
  server.otherwise(() =>
    jsonReply(200, {
      data: [
        { id: 'gpt-4o', created: 5 },
        { id: 'brand-new', created: 6 },
      ],
    }),
  );
  const engine = useEngine({
    connect: connectProvider,
    environment: { ...environment, OPENAI_BASE_URL: `${server.origin}/v1` },
  });
  const window = engine.openWindow(1);
  await window.call('model.refresh', null);
  await server.close();
  const models = await window.call('model.list', null);
  expect(models.find(({ ref }) => ref.modelId === 'brand-new')).toMatchObject({
    contextWindow: null,
    outputLimit: null,
    pricing: null,
    isHidden: false,
  });
  expect(models.find(({ ref }) => ref.modelId === 'gpt-4o')).toMatchObject({
    contextWindow: 128_000,
    outputLimit: 16_384,
    supportsImages: true,
    pricing: { input: 2.5, source: 'catalogue' },
  });
  const details = await window.call('model.details', { model: gpt });
  expect(details.sources).toMatchObject({
    name: 'catalogue',
    contextWindow: 'vendor',
    outputLimit: 'vendor',
    supportsImages: 'provider',
    createdAt: 'provider',
    deprecated: null,
  });
  expect(details.listedAt).not.toBeNull();
});

const openRouter = {
  id: 'anthropic/claude-opus-5',
  pricing: {
    ...{ prompt: '0.000004', completion: '0.00002', request: '0.001' },
    ...{ input_cache_read: '0.0000004', internal_reasoning: '0.00003' },
  },
};

/** A server whose list tells prices as OpenRouter does, under the address that the catalogue knows. */
async function askOpenRouter(data: readonly object[]) {
  const { engine, window } = await setUp();
  engine.provider.listModels = () => ({ ok: true, value: readModelList({ data }) });
  const { id } = await window.call('provider.add', {
    name: 'Router',
    baseUrl: 'https://openrouter.ai/api/v1',
    key: null,
  });
  const opus = modelRef(`${id}/anthropic/claude-opus-5`);
  return { engine, window, id, opus, details: () => window.call('model.details', { model: opus }) };
}

// Catches: a list whose prices are not read, that are lost at the next start, or charged instead of a person's own.
it('charges what the provider’s own list tells, after a person’s price and before the catalogue’s', async () => {
  const { engine, window, opus, details } = await askOpenRouter([openRouter]);
  const usage = { input: 1_000, output: 100, cachedInput: 400, reasoning: 40 };
  expect(await engine.models.describe(opus)).toMatchObject({
    pricing: { input: 4, output: 20, request: 0.001, source: 'provider', seenOn: '2026-01-31' },
  });
  expect((await details()).toldPricing).toMatchObject({ source: 'provider', cachedInput: 0.4 });
  await answerWith(engine, usage, opus);
  await window.call('model.setPrices', { model: opus, prices: { ...noPrices, input: 1 } });
  await answerWith(engine, usage, opus);
  engine.store.close();
  const { store } = openTestStore(engine.folder);
  onTestFinished(() => store.close());
  expect(store.providers.listModels(opus.providerId)[0]?.prices).toMatchObject({ input: 4, output: 20 });
  const rest = 400 * 400 + 60 * 20_000 + 40 * 30_000 + 1_000_000;
  expect(store.usage.list({ from: null, to: null }, 0, 10)).toMatchObject([
    {
      cost: 600 * 4_000 + rest,
      inputPrice: 4_000_000,
      reasoningPrice: 30_000_000,
      requestPrice: 1_000_000,
      priceSource: 'provider',
      priceSeenOn: '2026-01-31',
    },
    { cost: 600 * 1_000 + rest, inputPrice: 1_000_000, requestPrice: 1_000_000, priceSource: 'you' },
  ]);
});

it('goes back to the catalogue where a list tells no price, or one that cannot be', async () => {
  const { engine, opus } = await askOpenRouter([
    { ...openRouter, pricing: { prompt: '-1', completion: '-1' } },
  ]);
  expect(await engine.models.describe(opus)).toMatchObject({ pricing: { input: 5, source: 'catalogue' } });
});

it('does not take the price of one server for that of another', async () => {
  const { engine, window, id, opus } = await askOpenRouter([openRouter]);
  await window.call('provider.update', { providerId: id, baseUrl: 'http://127.0.0.1:9/v1' });
  expect((await engine.models.describe(opus)).pricing).toBeNull();
});

it('a listed price that was changed outside of Parley is not charged', async () => {
  const { engine, opus } = await askOpenRouter([openRouter]);
  const file = new SqliteDatabase(join(engine.folder, 'parley.db'));
  file.exec(`UPDATE provider_model SET prices = replace(prices, '"output":20', '"output":90')`);
  file.close();
  expect(await engine.models.describe(opus)).toMatchObject({ pricing: { output: 25, source: 'catalogue' } });
});

// Catches: an own price that is used late, not at all, for what was paid before, or that is lost at the next start.
it('charges own prices from the next request on, and the catalogue’s again after a reset', async () => {
  const { engine, window } = await setUp();
  const usage = { input: 1_000, output: 100, cachedInput: 400, cacheWrite: 200 };
  await answerWith(engine, usage);
  await window.call('model.setPrices', {
    model: gpt,
    prices: { ...noPrices, input: 0.123456, output: 7, cacheWrite: 0.5 },
  });
  await answerWith(engine, usage);
  engine.store.close();
  const { store } = openTestStore(engine.folder);
  onTestFinished(() => store.close());
  const rows = store.usage.list({ from: null, to: null }, 0, 10);
  expect(rows.map(({ cost, priceSource }) => [cost, priceSource])).toEqual([
    // 600 at $2.50, 400 at $1.25, 100 at $10 a million.
    [600 * 2_500 + 400 * 1_250 + 100 * 10_000, 'catalogue'],
    // 400 at $0.123456, 400 of the cache at the catalogue's $1.25, 200 at $0.50, 100 at $7 a million, rounded once.
    [Math.round(400 * 123.456) + 400 * 1_250 + 200 * 500 + 100 * 7_000, 'you'],
  ]);
  expect(rows[1]).toMatchObject({ inputPrice: 123_456, cacheWritePrice: 500_000, priceSeenOn: '2026-01-31' });
  expect(store.ownModels.find(gpt)?.prices).toMatchObject({ input: 0.123456, setOn: '2026-01-31' });
  store.ownModels.save([gpt], { prices: null });
  expect(store.ownModels.find(gpt)).toBeNull();
});

it('an own price holds at once for the estimate and for a budget', async () => {
  const { engine, window } = await setUp();
  await window.call('settings.update', {
    patch: {
      budgets: [
        {
          id: crypto.randomUUID(),
          period: 'day',
          providerId: null,
          personaId: null,
          nanos: 1_000_000_000,
          action: 'block',
        },
      ],
    },
  });
  await answerWith(engine, { input: 10, output: 10 });
  // An answer of 1,000 tokens is 2 dollars now.
  await window.call('model.setPrices', { model: gpt, prices: { ...noPrices, input: 1, output: 2_000 } });
  const refused = await settledAnswer(engine, await send(window, 'Again?', { model: gpt }));
  expect(refused.error?.code).toBe('budget.blocked');
  expect(rowsOf(engine)).toHaveLength(1);
});

it('charges a picture, and a long prompt by its own step', async () => {
  const { engine, window } = await setUp();
  const draws = modelRef('openai/gpt-image-2');
  const picture = {
    type: 'image',
    index: 0,
    mediaType: 'image/png',
    base64: 'iVBORw0KGgo=',
    state: null,
  } as const;
  const draw = () =>
    play(
      picture,
      { type: 'usage', usage: { ...noUsage, input: 10, output: 50, imageOutput: 50 } },
      completeEnd,
    );
  engine.provider.answers.push(draw());
  await settledAnswer(engine, await send(window, 'A fox', { model: draws }));
  await window.call('model.setPrices', { model: draws, prices: { ...noPrices, picture: 0.04 } });
  engine.provider.answers.push(draw());
  await settledAnswer(engine, await send(window, 'A hare', { model: draws }));
  await answerWith(engine, { input: 300_000, output: 1_000 }, modelRef('openai/gpt-6-sol'));
  expect(
    rowsOf(engine).map(({ cost, inputPrice, picturePrice }) => [cost, inputPrice, picturePrice]),
  ).toEqual([
    // 10 at $5, 50 of a picture at $30 a million.
    [10 * 5_000 + 50 * 30_000, 5_000_000, null],
    [10 * 5_000 + 40_000_000, 5_000_000, 40_000_000],
    // All of it at the price beyond 272,000 tokens: $4 and $15 a million.
    [300_000 * 4_000 + 1_000 * 15_000, 4_000_000, null],
  ]);
});

it('a model of one’s own is listed, described, changed and removed', async () => {
  const { engine, window } = await setUp();
  keepList(engine, 'gpt-4o');
  await window.call('model.saveCustom', { model: tuned, custom });
  const find = async () =>
    (await window.call('model.list', null)).find(({ ref }) => ref.modelId === tuned.modelId);
  expect(await find()).toMatchObject({ ...custom, isCustom: true, pricing: { input: 3.75 } });
  expect((await window.call('model.details', { model: tuned })).sources).toMatchObject({
    name: 'you',
    outputLimit: 'you',
    makesImages: null,
  });
  await window.call('model.saveCustom', { model: tuned, custom: { ...custom, contextWindow: null } });
  expect(await find()).toMatchObject({ contextWindow: null });
  await window.call('model.removeCustom', { model: tuned });
  expect(await find()).toBeUndefined();
  await expect(window.call('model.saveCustom', { model: modelRef('guide/other'), custom })).rejects.toThrow(
    'invalid-request',
  );
});

// Catches: a new conversation that begins with what was put out of sight.
it('what is hidden is listed as hidden, and nobody begins with it', async () => {
  const { engine, window } = await setUp();
  keepList(engine, 'gpt-5.5', 'gpt-4o');
  expect(await engine.models.findDefault()).toMatchObject({ modelId: 'gpt-5.5' });
  await window.call('model.setHidden', { models: [modelRef('openai/gpt-5.5')], isHidden: true });
  expect(await engine.models.findDefault()).toMatchObject({ modelId: 'gpt-4o' });
  const hidden = (await window.call('model.list', null)).filter(({ isHidden }) => isHidden);
  expect(hidden.map(({ ref }) => ref.modelId)).toEqual(['gpt-5.5']);
  await window.call('model.setHidden', { models: [modelRef('openai/gpt-5.5')], isHidden: false });
  expect(engine.store.ownModels.listOf('openai')).toEqual([]);
});

// Catches: money charged by a price that nobody set.
it('a price that was changed outside of Parley is not charged, and a name says so', async () => {
  const { engine, window } = await setUp();
  await window.call('model.saveCustom', { model: tuned, custom });
  await window.call('model.setPrices', { model: tuned, prices: { ...noPrices, input: 1, output: 1 } });
  const file = new SqliteDatabase(join(engine.folder, 'parley.db'));
  file.exec(`UPDATE own_model SET prices = replace(prices, '"output":1', '"output":9')`);
  file.close();
  expect(await engine.models.describe(tuned)).toMatchObject({
    name: '[damaged] My tuned model',
    pricing: { source: 'catalogue' },
  });
});

it('prints models for programs and for people', async () => {
  const { engine, window } = await setUp();
  keepList(engine, 'gpt-4o');
  await window.call('model.setFavourite', { model: gpt, isFavourite: true });
  await window.call('model.setHidden', { models: [gpt], isHidden: true });
  const print = async (create: typeof createJsonModelsPrinter) => {
    let out = '';
    const printer = create({ out: (text) => (out += text), error: (text) => (out += text) });
    expect(await modelsFromTerminal({ list: () => engine.models.list(), printer })).toBe(0);
    return out;
  };
  const lines = (await print(createJsonModelsPrinter))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ ref }) => ref)).toEqual(['auto/auto', 'openai/gpt-4o', 'guide/guide', undefined]);
  expect(lines[1]).toMatchObject({
    ref: 'openai/gpt-4o',
    provider: 'OpenAI',
    window: 128_000,
    outputLimit: 16_384,
    modalities: { imagesIn: true, imagesOut: null },
    thinking: null,
    prices: {
      input: 2.5,
      output: 10,
      cachedInput: 1.25,
      cacheWrite: null,
      picture: null,
      source: 'catalogue',
    },
    seenOn: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as unknown,
    deprecated: false,
    isFavourite: true,
    isHidden: true,
  });
  expect(lines[3]).toEqual({ type: 'end', error: null });
  const table = await print(createTextModelsPrinter);
  expect(table).toMatch(/^MODEL +WINDOW +OUTPUT +PRICE PER M TOKENS\n/);
  expect(table).toMatch(/openai\/gpt-4o +128,000 +16,384 +\$2\.5 \/ \$10 +favourite, images in, hidden\n/);
  expect(table).toMatch(/guide\/guide +unknown +unknown +free\n/);
});
