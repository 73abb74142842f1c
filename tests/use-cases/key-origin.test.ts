import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { v7 } from 'uuid';
import { expect, it, onTestFinished } from 'vitest';
import { createKeyRing } from '#main/features/keys/create-key-ring';
import { createKeys } from '#main/features/keys/create-keys';
import { createProviders } from '#main/features/providers/create-providers';
import { createProviderDirectory } from '#main/features/providers/provider-directory';
import { readEnvironment, type Environment } from '#main/features/providers/read-environment';
import { connectProvider } from '#main/providers/registry';
import { keyIdSchema, providerIdSchema } from '#shared/domain/ids';
import { AppError, type AppErrorData } from '#shared/errors/app-error';
import { manualTime } from '../fakes/manual-time';
import { memorySecretStore } from '../fakes/memory-secret-store';
import { openTestStore, silentLogger, temporaryFolder } from '../harness/database';

const key = 'sk-proj-canary0123456789abcdefghij';

/** A server that has one model and remembers the headers of every request. */
async function useServer() {
  const heard: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    heard.push(request.headers);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ object: 'list', data: [{ id: 'gpt-5.5', object: 'model' }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { heard, host: `127.0.0.1:${port}`, baseUrl: `http://127.0.0.1:${port}/v1` };
}

/** What outlives a start of Parley: the database and the keychain. `start` is one start with its environment. */
function useComputer(secrets = memorySecretStore()) {
  const folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  onTestFinished(() => {
    store.close();
    folder[Symbol.dispose]();
  });
  const time = manualTime();
  const start = (environment: Environment) => {
    const repository = store.providers;
    const events = { broadcast: () => undefined, sendBatch: () => undefined, watchers: () => 0 };
    const keyRing = createKeyRing({
      repository: store.providerKeys,
      secrets,
      events,
      clock: time,
      logger: silentLogger,
      newId: () => v7(),
      audit: store.audit,
    });
    const directory = createProviderDirectory({
      repository,
      keyRing,
      connect: connectProvider,
      environment: readEnvironment(environment),
    });
    const ports = {
      directory,
      keyRing,
      repository,
      events,
      clock: time,
      scheduler: time,
      audit: store.audit,
    };
    return {
      directory,
      keys: createKeys(ports),
      providers: createProviders({ ...ports, probe: () => Promise.resolve(null) }),
    };
  };
  return { start, secrets, providers: store.providers, providerKeys: store.providerKeys };
}

const openai = providerIdSchema.parse('openai');
const failure = async (work: () => unknown): Promise<AppErrorData | null> => {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.data;
    throw error;
  }
};

it('a key never goes to another address that the environment names later, until it is entered for it', async () => {
  const [first, second] = [await useServer(), await useServer()];
  const computer = useComputer();
  await computer.start({ OPENAI_BASE_URL: first.baseUrl }).keys.save(null, key);
  expect(first.heard.map(({ authorization }) => authorization)).toEqual([`Bearer ${key}`]);

  const moved = computer.start({ OPENAI_BASE_URL: second.baseUrl });
  expect(moved.directory.get(openai)).toMatchObject({
    isReady: false,
    key: { hasKey: false, last4: null, savedFor: `http://${first.host}` },
  });
  expect(await failure(() => moved.providers.test(openai))).toEqual({
    code: 'secret.missing',
    reason: 'other-address',
    providerId: 'openai',
    message: `The key was saved for ${first.host}. This address comes from the environment. Confirm it for this address in Settings, or enter another key.`,
  });
  // Also when something asks the provider without looking whether it is ready.
  await connectProvider(moved.directory.endpoint(openai)).listModels(new AbortController().signal);
  expect(second.heard).toEqual([]);

  await moved.keys.save(openai, key);
  expect(second.heard.map(({ authorization }) => authorization)).toEqual([`Bearer ${key}`]);
  expect((await moved.providers.test(openai)).modelCount).toBe(1);
  expect(computer.start({ OPENAI_BASE_URL: second.baseUrl }).directory.get(openai).isReady).toBe(true);

  const back = computer.start({ OPENAI_BASE_URL: first.baseUrl });
  expect(await failure(() => back.providers.test(openai))).toMatchObject({ reason: 'other-address' });
  const own = computer.start({});
  expect(own.directory.get(openai)).toMatchObject({ isReady: false, key: { hasKey: false } });
  expect(first.heard).toHaveLength(1);
});

it('a key that was kept before origins were written down belongs to the provider’s stored address', async () => {
  const server = await useServer();
  const computer = useComputer();
  computer.secrets.entries.set('openai', key);
  const row = { id: openai, kind: 'openai', name: 'OpenAI', isEnabled: true } as const;
  const old = {
    ...{
      id: keyIdSchema.parse('openai'),
      providerId: openai,
      label: null,
      last4: key.slice(-4),
      origin: null,
    },
    ...{ createdAt: 1, updatedAt: 1, lastUsedAt: null, lastError: null, expiresAt: null, replaces: null },
  };
  computer.providerKeys.change([{ ...old, position: 1, state: 'ready' }], []);
  computer.providers.save({ ...row, baseUrl: null });
  expect(computer.start({}).directory.get(openai)).toMatchObject({ isReady: true });
  const moved = computer.start({ OPENAI_BASE_URL: server.baseUrl });
  expect(await failure(() => moved.providers.test(openai))).toMatchObject({
    message: expect.stringContaining('saved for api.openai.com.') as unknown,
  });
  expect(server.heard).toEqual([]);
  computer.providers.save({ ...row, baseUrl: server.baseUrl });
  expect((await computer.start({}).providers.test(openai)).modelCount).toBe(1);
  expect(server.heard.map(({ authorization }) => authorization)).toEqual([`Bearer ${key}`]);
});

it('an older database cannot move a key: the keychain says where it belongs', async () => {
  const [first, second] = [await useServer(), await useServer()];
  const computer = useComputer();
  const { providers } = computer.start({});
  const { id } = await providers.add({ name: 'Mine', baseUrl: first.baseUrl, key: 'abc-12345' });
  const row = computer.providers.list().find((candidate) => candidate.id === id);
  if (row === undefined) throw new Error('The server was not added.');
  computer.providers.save({ ...row, baseUrl: second.baseUrl });
  computer.providerKeys.change(
    computer.providerKeys.list().map((known) => ({ ...known, origin: null })),
    [],
  );

  const restored = computer.start({});
  const { readKey } = restored.directory.endpoint(id);
  expect(await failure(readKey)).toMatchObject({ code: 'secret.missing', reason: 'other-address' });
  expect(restored.directory.get(id).key.savedFor).toBe(`http://${first.host}`);
  await restored.providers.test(id);
  expect(second.heard.map(({ authorization }) => authorization)).toEqual([undefined]);
});

it('a name in the environment does not take over the key of a server that a person added', async () => {
  const [mine, theirs] = [await useServer(), await useServer()];
  const computer = useComputer();
  const { id } = await computer
    .start({})
    .providers.add({ name: 'Mine', baseUrl: mine.baseUrl, key: 'abc-12345' });
  const environment = { PARLEY_COMPATIBLE_NAME: 'Mine', PARLEY_COMPATIBLE_BASE_URL: theirs.baseUrl };
  await computer.start(environment).providers.test(id);
  expect(theirs.heard.map(({ authorization }) => authorization)).toEqual([undefined]);
  expect((await computer.start({}).providers.test(id)).modelCount).toBe(1);
});

it('a key that lives in memory is bound as well', async () => {
  const server = await useServer();
  const computer = useComputer(memorySecretStore('session'));
  const run = computer.start({ OPENAI_BASE_URL: server.baseUrl });
  await run.keys.save(openai, key);
  expect((await run.providers.test(openai)).provider.key).toMatchObject({
    source: 'session',
    savedFor: null,
  });
  expect(JSON.stringify([computer.providers.list(), computer.providerKeys.list()])).toBe('[[],[]]');
});
