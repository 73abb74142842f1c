import { describe, expect, it } from 'vitest';
import { readEnvironment } from '#main/features/providers/read-environment';
import { appError } from '#shared/errors/app-error';
import { readBoundKey } from '#shared/domain/bound-key';
import { providerIdSchema } from '#shared/domain/ids';
import { until } from '../fakes/manual-time';
import { memorySecretStore } from '../fakes/memory-secret-store';
import { failWith, listedModel, say } from '../fakes/scripted-provider';
import { modelRef, send, settledAnswer, testServer, useEngine, type TestEngine } from './use-engine';

const openaiKey = 'sk-proj-abcdefghijklmnop1234';
const keptKey = ({ secrets }: TestEngine) => readBoundKey(secrets.entries.get('openai') ?? '');
const id = (text: string) => providerIdSchema.parse(text);
const unauthorised = () => ({ ok: false, error: appError('auth', 'The key was not accepted.') }) as const;

describe('what the environment says', () => {
  it.each([
    [{ OPENAI_API_KEY: 'k' }, [['openai', 'k', null]], null],
    [{ OPENAI_API_KEY: '  ' }, [], null],
    [{ OPENAI_BASE_URL: 'http://127.0.0.1:1/v1/' }, [['openai', null, 'http://127.0.0.1:1/v1']], null],
    [
      { ANTHROPIC_API_KEY: 'a', ANTHROPIC_BASE_URL: 'https://x.example' },
      [['anthropic', 'a', 'https://x.example']],
      null,
    ],
    [{ GEMINI_API_KEY: 'g', GOOGLE_API_KEY: 'other' }, [['google', 'g', null]], null],
    [{ GOOGLE_API_KEY: 'g' }, [['google', 'g', null]], null],
    [{ PARLEY_COMPATIBLE_API_KEY: 'c' }, [], null],
    [{ PARLEY_COMPATIBLE_BASE_URL: 'localhost:1/v1' }, [['compatible', null, 'http://localhost:1/v1']], null],
    [
      {
        PARLEY_COMPATIBLE_BASE_URL: 'localhost:1',
        PARLEY_COMPATIBLE_NAME: 'My Server',
        PARLEY_DEFAULT_MODEL: 'My Server/org/m',
      },
      [['my-server', null, 'http://localhost:1']],
      'my-server/org/m',
    ],
    [
      { PARLEY_COMPATIBLE_BASE_URL: 'localhost:1', PARLEY_COMPATIBLE_NAME: 'OpenAI' },
      [['openai-server', null, 'http://localhost:1']],
      null,
    ],
    [{ PARLEY_DEFAULT_MODEL: 'Anthropic/claude-x' }, [], 'anthropic/claude-x'],
    [{ PARLEY_DEFAULT_MODEL: 'guide/guide' }, [], 'guide/guide'],
  ])('%j', (environment, providers, model) => {
    const read = readEnvironment(environment);
    expect(read.providers.map((provider) => [provider.id, provider.key, provider.baseUrl])).toEqual(
      providers,
    );
    expect(read.defaultModel).toEqual(model === null ? null : modelRef(model));
    expect(read.problems).toEqual([]);
  });

  it('is not used when it cannot be, and says so without its value', () => {
    const read = readEnvironment({
      OPENAI_API_KEY: openaiKey,
      OPENAI_BASE_URL: 'http://user:hidden@evil.example',
      PARLEY_DEFAULT_MODEL: 'nonsense',
    });
    expect(read.providers, 'a key is not sent to another address than asked').toEqual([]);
    expect(read.problems).toHaveLength(2);
    expect(read.problems.join()).not.toContain('hidden');
  });

  it('is shown read-only and its key is used but stored nowhere', async () => {
    const engine = useEngine({
      environment: { OPENAI_API_KEY: openaiKey, PARLEY_DEFAULT_MODEL: 'openai/gpt-x' },
    });
    const window = engine.openWindow(1);
    const [openai] = await window.call('provider.list', null);
    expect(openai).toMatchObject({
      id: 'openai',
      origin: 'environment',
      isReady: true,
      key: { hasKey: true, last4: '1234', source: 'environment' },
    });
    for (const [route, input] of [
      ['key.save', { providerId: 'openai', key: openaiKey }],
      ['key.remove', { providerId: 'openai' }],
      ['provider.update', { providerId: 'openai', baseUrl: 'https://other.example' }],
      ['provider.remove', { providerId: 'openai' }],
    ] as const) {
      expect(await window.callRaw(route, input)).toMatchObject({
        ok: false,
        error: { code: 'provider.read-only' },
      });
    }
    await settledAnswer(engine, await send(window, 'Hello?'));
    expect(engine.provider.asked[0]).toMatchObject({ providerId: 'openai', key: openaiKey });
    expect(engine.secrets.entries.size).toBe(0);
    expect(JSON.stringify([window.events, engine.store.providers.list()])).not.toContain(openaiKey);
    await window.call('provider.update', { providerId: id('openai'), isEnabled: false });
    expect((await window.call('provider.list', null))[0]).toMatchObject({ isReady: false });
    expect(engine.store.providerKeys.list()).toEqual([]);
  });
});

describe('a key', () => {
  it('is recognised by its shape, tested with a real request, then stored; it never comes back', async () => {
    const engine = useEngine({ environment: {} });
    const window = engine.openWindow(1);
    const tested: (string | null)[] = [];
    engine.provider.listModels = (key) => {
      tested.push(key);
      expect(engine.secrets.entries.size, 'not stored before it works').toBe(0);
      return { ok: true, value: [listedModel('gpt-4o'), listedModel('o1')] };
    };
    const result = await window.call('key.save', { providerId: null, key: `\u00a0 ${openaiKey}\n` });
    expect(result).toMatchObject({
      modelCount: 2,
      provider: { id: 'openai', isReady: true, key: { hasKey: true, last4: '1234', source: 'keychain' } },
    });
    expect(tested).toEqual([openaiKey]);
    expect(keptKey(engine)).toEqual({ key: openaiKey, origin: 'https://api.openai.com' });
    expect(JSON.stringify([result, window.events, engine.store.providerKeys.list()])).not.toContain(
      openaiKey,
    );
    expect((await window.call('model.list', null)).map((model) => model.ref.modelId)).toEqual([
      'auto',
      'gpt-4o',
      'o1',
      'guide',
    ]);
    expect((await window.call('model.list', null))[1]).toMatchObject({
      contextWindow: 128_000,
      pricing: { input: 2.5 },
    });
  });

  it('that does not work stores nothing and leaves the old one', async () => {
    const engine = useEngine({ environment: {} });
    const window = engine.openWindow(1);
    await window.call('key.save', { providerId: null, key: openaiKey });
    engine.provider.listModels = unauthorised;
    const failed = await window.tryCall('key.save', {
      providerId: id('openai'),
      key: 'sk-proj-wrongwrongwrong',
    });
    expect(failed).toMatchObject({ ok: false, error: { code: 'auth' } });
    expect(keptKey(engine)).toEqual({ key: openaiKey, origin: 'https://api.openai.com' });
    expect((await window.call('provider.list', null))[0]?.key.last4).toBe('1234');
  });

  it.each([
    [null, 'no-known-shape', 'secret.invalid'],
    ['openai', 'sk-with blank', 'secret.invalid'],
    ['openai', 'sk-“quoted”', 'secret.invalid'],
    ['openai', ' \n', 'secret.invalid'],
    ['guide', 'sk-abcdefghijk', 'provider.read-only'],
    ['nobody', 'sk-abcdefghijk', 'provider.not-found'],
  ])('for %s that is %j is %s', async (providerId, key, code) => {
    const engine = useEngine({ environment: {} });
    const result = await engine.openWindow(1).callRaw('key.save', { providerId, key });
    expect(result).toMatchObject({ ok: false, error: { code } });
    expect(engine.secrets.entries.size).toBe(0);
  });

  it('without a keychain lives in memory and leaves no trace in the database', async () => {
    const engine = useEngine({ environment: {}, secrets: memorySecretStore('session') });
    const window = engine.openWindow(1);
    const { provider } = await window.call('key.save', { providerId: null, key: openaiKey });
    expect(provider.key).toMatchObject({ hasKey: true, last4: '1234', source: 'session' });
    expect(engine.store.providerKeys.list()).toEqual([]);
    expect((await window.call('key.remove', { providerId: id('openai') })).key.hasKey).toBe(false);
  });
});

it('a reply with the new key ends a rotation; a failure does not', async () => {
  const engine = useEngine({ environment: {} });
  const window = engine.openWindow(1);
  await window.call('key.save', { providerId: null, key: openaiKey });
  const [old] = (await window.call('provider.list', null))[0]?.keys ?? [];
  if (old === undefined) throw new Error('There is no key.');
  const providerId = id('openai');
  const newKey = 'sk-proj-abcdefghijklmnop5678';
  await window.call('key.rotate', { providerId, keyId: old.id, key: newKey, expiresAt: null });
  const inUse = () => engine.directory.get(providerId).keys;
  expect(inUse()).toMatchObject([{ last4: '5678', replaces: { last4: '1234' } }]);
  engine.provider.answers.push(failWith('invalid-request'), say('Hi.'));
  const model = modelRef('openai/gpt-4o');
  await settledAnswer(engine, await send(window, 'Hello?', { model }));
  expect(inUse()).toMatchObject([{ replaces: { last4: '1234' }, lastError: 'invalid-request' }]);
  await settledAnswer(engine, await send(window, 'Hello?', { model }));
  await until(() => (inUse()[0]?.replaces === null ? true : null));
  expect(inUse()).toMatchObject([{ last4: '5678', lastError: null }]);
  expect(new Set(engine.provider.asked.map(({ key }) => key))).toEqual(new Set([newKey]));
  expect([...engine.secrets.entries.values()].map((stored) => readBoundKey(stored).key)).toEqual([newKey]);
});

describe('a provider', () => {
  it('with another address keeps its key for the old one and sends it nowhere else', async () => {
    const engine = useEngine({ environment: {} });
    const window = engine.openWindow(1);
    const added = await window.call('provider.add', {
      name: 'My server',
      baseUrl: 'localhost:9/v1',
      key: 'abc-12345',
    });
    expect(added).toMatchObject({
      id: 'my-server',
      baseUrl: 'http://localhost:9/v1',
      key: { last4: '2345' },
    });
    const moved = await window.call('provider.update', {
      providerId: added.id,
      baseUrl: 'https://evil.example/v1',
    });
    expect(moved).toMatchObject({
      baseUrl: 'https://evil.example/v1',
      key: { hasKey: false, savedFor: 'http://localhost:9' },
    });
    await settledAnswer(engine, await send(window, 'Hi', { model: modelRef('my-server/m') }));
    expect(engine.provider.asked[0]?.key).toBeNull();
    await window.call('provider.update', { providerId: added.id, baseUrl: 'localhost:9/v2' });
    await settledAnswer(engine, await send(window, 'Hi', { model: modelRef('my-server/m') }));
    expect(engine.provider.asked.at(-1)?.key).toBe('abc-12345');
    await window.call('provider.remove', { providerId: added.id });
    expect((await window.call('provider.list', null)).map((provider) => provider.id)).not.toContain(
      'my-server',
    );
    expect(engine.secrets.entries.size).toBe(0);
  });

  it('whose key fails is not added; one that is off is, with what is wrong', async () => {
    const engine = useEngine({ environment: {} });
    const window = engine.openWindow(1);
    engine.provider.listModels = unauthorised;
    const server = { name: 'Mine', baseUrl: 'https://mine.example/v1' };
    expect(await window.tryCall('provider.add', { ...server, key: 'abc-12345' })).toMatchObject({
      ok: false,
    });
    expect(engine.store.providers.list()).toEqual([]);
    expect(engine.secrets.entries.size).toBe(0);
    expect(await window.call('provider.add', { ...server, key: null })).toMatchObject({
      lastError: { code: 'auth' },
    });
    expect((await window.call('provider.add', { ...server, key: null })).id).toBe('mine-2');
    expect(
      await window.tryCall('provider.add', { ...server, baseUrl: 'http://mine.example', key: null }),
    ).toMatchObject({
      ok: false,
      error: { code: 'provider.invalid-url' },
    });
  });

  it('keeps its last list when a new one cannot be fetched, and a chosen model is always there', async () => {
    const engine = useEngine({ environment: { ...testServer, PARLEY_DEFAULT_MODEL: 'test/custom' } });
    const window = engine.openWindow(1);
    const ids = async () => (await window.call('model.list', null)).map((model) => model.ref.modelId);
    expect(await ids()).toEqual(['auto', 'custom', 'guide']);
    await window.call('model.refresh', null);
    expect(await ids()).toEqual(['auto', 'custom', 'test-model', 'guide']);
    engine.provider.listModels = () => ({ ok: false, error: appError('network', 'It is off.') });
    await window.call('model.refresh', null);
    expect(await ids()).toEqual(['auto', 'custom', 'test-model', 'guide']);
    const test = (await window.call('provider.list', null)).find((provider) => provider.id === 'test');
    expect(test?.lastError?.code).toBe('network');
    await window.call('model.setFavourite', { model: modelRef('test/custom'), isFavourite: true });
    expect((await window.call('model.list', null))[1]?.isFavourite).toBe(true);
  });

  it('is asked for its models again only after a day', async () => {
    const engine = useEngine();
    let lists = 0;
    engine.provider.listModels = () => {
      lists += 1;
      return { ok: true, value: [] };
    };
    await engine.models.refresh();
    await engine.models.refreshStale();
    expect(lists).toBe(2);
    engine.provider.listModels = () => ({ ok: true, value: [listedModel('m')] });
    await engine.models.refresh();
    engine.provider.listModels = () => ((lists += 1), { ok: true, value: [] });
    await engine.models.refreshStale();
    expect(lists).toBe(2);
    await engine.time.advance(86_400_001);
    await engine.models.refreshStale();
    expect(lists).toBe(3);
  });
});

it('costs what the price of the asked model says, and nothing is invented', async () => {
  const engine = useEngine({ environment: { OPENAI_API_KEY: openaiKey } });
  const window = engine.openWindow(1);
  engine.provider.answers.push(say('Hi.'), failWith('auth'));
  const known = await settledAnswer(engine, await send(window, 'Hi', { model: modelRef('openai/gpt-4o') }));
  expect(known.meta?.cost).toBeCloseTo((10 * 2.5 + 5 * 10) / 1_000_000, 9);
  const unknown = await settledAnswer(
    engine,
    await send(window, 'Hi', { model: modelRef('openai/mystery') }),
  );
  expect(unknown.meta?.cost ?? null).toBeNull();
});
