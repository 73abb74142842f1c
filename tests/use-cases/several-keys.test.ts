import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { v7 } from 'uuid';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createKeyRing } from '#main/features/keys/create-key-ring';
import { createKeys } from '#main/features/keys/create-keys';
import { createProviders } from '#main/features/providers/create-providers';
import { createProviderDirectory } from '#main/features/providers/provider-directory';
import { readEnvironment, type Environment } from '#main/features/providers/read-environment';
import type { SecretStore } from '#main/ports/secret-store';
import { connectProvider } from '#main/providers/registry';
import { readBoundKey } from '#shared/domain/bound-key';
import { keyIdSchema, providerIdSchema, type KeyId } from '#shared/domain/ids';
import { AppError, type AppErrorData } from '#shared/errors/app-error';
import { manualTime, until } from '../fakes/manual-time';
import { memorySecretStore } from '../fakes/memory-secret-store';
import { openTestStore, silentLogger, temporaryFolder } from '../harness/database';

const [oldKey, newKey, thirdKey] = ['sk-old-000000001111', 'sk-new-000000002222', 'sk-more-00000003333'];
const dayMs = 86_400_000;
const nothing = { label: null, expiresAt: null };

/** A server with one model that accepts some keys, and its book of every key that it was shown. */
async function useServer(accepted: readonly string[] = [oldKey, newKey, thirdKey]) {
  const shown: string[] = [];
  const server = createServer((request, response) => {
    const key = (request.headers.authorization ?? 'none').replace('Bearer ', '');
    shown.push(key);
    response.setHeader('content-type', 'application/json');
    if (!accepted.includes(key)) response.statusCode = 401;
    response.end(
      accepted.includes(key)
        ? JSON.stringify({ object: 'list', data: [{ id: 'm', object: 'model' }] })
        : JSON.stringify({ error: { message: 'Wrong key.', type: 'invalid_request_error' } }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { shown, origin: `http://127.0.0.1:${port}`, baseUrl: `http://127.0.0.1:${port}/v1` };
}

/** A computer with its database and keychain; each `start` is a run of Parley on it. */
function useComputer(secrets = memorySecretStore()) {
  const folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  onTestFinished(() => {
    store.close();
    folder[Symbol.dispose]();
  });
  const time = manualTime();
  const start = (environment: Environment = {}, step: (name: string) => void = () => undefined) => {
    const stepped: SecretStore = {
      find: (account) => secrets.find(account),
      async save(account, value) {
        step('before save');
        const saved = await secrets.save(account, value);
        step('after save');
        return saved;
      },
      async remove(account) {
        step('before remove');
        await secrets.remove(account);
        step('after remove');
      },
      state: () => secrets.state(),
    };
    const events = { broadcast: () => undefined, sendBatch: () => undefined, watchers: () => 0 };
    const base = { events, clock: time, scheduler: time, logger: silentLogger, audit: store.audit };
    const keyRing = createKeyRing({
      ...base,
      secrets: stepped,
      newId: () => v7(),
      repository: {
        ...store.providerKeys,
        change(saved, removed) {
          step('before change');
          store.providerKeys.change(saved, removed);
          step('after change');
        },
      },
    });
    const repository = store.providers;
    const directory = createProviderDirectory({
      repository,
      keyRing,
      connect: connectProvider,
      environment: readEnvironment(environment),
    });
    const ports = { ...base, directory, keyRing, repository };
    return {
      keyRing,
      directory,
      keys: createKeys(ports),
      providers: createProviders({ ...ports, probe: () => Promise.resolve(null) }),
    };
  };
  return { start, secrets, time, rows: store.providerKeys };
}
type Run = ReturnType<ReturnType<typeof useComputer>['start']>;

const failure = async (work: () => unknown): Promise<AppErrorData | null> => {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.data;
    throw error;
  }
};
const mine = providerIdSchema.parse('mine');
const firstId = keyIdSchema.parse('mine');
const viewOf = ({ directory }: Run) => directory.get(mine);
const idEnding = (run: Run, last4: string): KeyId => {
  const key = viewOf(run).keys.find((known) => known.last4 === last4);
  if (key === undefined) throw new Error(`There is no key ending in ${last4}.`);
  return key.id;
};
/** What a provider would be sent with each of its keys, in order. */
async function sendAll({ directory }: Run, shown: string[]): Promise<readonly string[]> {
  const before = shown.length;
  for (const { provider } of directory.openAll(mine)) {
    await provider.listModels(new AbortController().signal);
  }
  return shown.slice(before);
}

async function useMine(accepted?: readonly string[], secrets = memorySecretStore()) {
  const server = await useServer(accepted);
  const computer = useComputer(secrets);
  const run = computer.start();
  await run.providers.add({ name: 'Mine', baseUrl: server.baseUrl, key: oldKey });
  return { server, computer, run };
}

describe('several keys', () => {
  it('are each tested first, kept in an entry of their own and used in their order', async () => {
    const { server, computer, run } = await useMine();
    await run.keys.add(mine, `${newKey}\n`, { label: 'Work', expiresAt: null });
    expect(server.shown).toEqual([oldKey, newKey]);
    expect(viewOf(run).keys).toMatchObject([
      { id: 'mine', label: null, last4: '1111', source: 'keychain', isUsable: true, isFirst: true },
      { label: 'Work', last4: '2222', source: 'keychain', isUsable: true, isFirst: false },
    ]);
    const second = idEnding(run, '2222');
    expect([...computer.secrets.entries].map(([account, value]) => [account, readBoundKey(value)])).toEqual([
      ['mine', { key: oldKey, origin: server.origin }],
      [`mine:${second}`, { key: newKey, origin: server.origin }],
    ]);
    expect(JSON.stringify([computer.rows.list(), viewOf(run)])).not.toMatch(/sk-/);
    expect(await sendAll(run, server.shown)).toEqual([oldKey, newKey]);

    run.keys.move(mine, second, -1);
    expect(await sendAll(computer.start(), server.shown)).toEqual([newKey, oldKey]);
    expect(viewOf(run).key.last4).toBe('2222');
    run.keys.move(mine, second, -1);
    run.keys.describe(mine, second, { label: 'Team', expiresAt: 5 });
    expect(viewOf(run).keys[0]).toMatchObject({ label: 'Team', expiresAt: 5, last4: '2222' });
  });

  it('lose one by removal, all by removal of their provider', async () => {
    const { server, computer, run } = await useMine();
    await run.keys.add(mine, newKey, nothing);
    await run.keys.remove(mine, firstId);
    expect(await sendAll(run, server.shown)).toEqual([newKey]);
    // The place of the first is free again.
    await run.keys.add(mine, thirdKey, nothing);
    expect(computer.secrets.entries.has('mine')).toBe(true);
    await run.providers.remove(mine);
    expect([computer.secrets.entries.size, computer.rows.list()]).toEqual([0, []]);
  });

  // Catches: a key that is stored although it does not work, or twice.
  it.each([
    ['is refused', 'sk-wrong-4444', 'auth'],
    ['is there already', oldKey, 'secret.invalid'],
    ['is none', 'not a key', 'secret.invalid'],
  ])('take none that %s', async (_why, key, code) => {
    const { computer, run } = await useMine();
    expect(await failure(() => run.keys.add(mine, key, nothing))).toMatchObject({ code });
    expect(await failure(() => run.keys.rotate(mine, firstId, key, null))).toMatchObject({ code });
    expect(computer.secrets.entries.size).toBe(1);
    expect(computer.rows.list()).toHaveLength(1);
  });

  it('take none that the keychain gives back as something else', async () => {
    const { server, computer, run } = await useMine();
    const save = computer.secrets.save.bind(computer.secrets);
    computer.secrets.save = (account, value) => save(account, value.replace('2222', '9999'));
    for (const work of [
      () => run.keys.add(mine, newKey, nothing),
      () => run.keys.rotate(mine, firstId, newKey, null),
      () => run.keys.save(mine, newKey),
    ]) {
      expect(await failure(work)).toMatchObject({ code: 'secret.unavailable' });
      expect(await sendAll(run, server.shown)).toEqual([oldKey]);
    }
    expect([computer.secrets.entries.size, computer.rows.list().length]).toEqual([1, 1]);
  });

  it('give way to the environment’s, which stands alone', () => {
    const computer = useComputer();
    const openai = providerIdSchema.parse('openai');
    computer.rows.change(
      [
        {
          ...{
            id: keyIdSchema.parse('openai'),
            providerId: openai,
            label: null,
            last4: '1111',
            origin: null,
          },
          ...{
            createdAt: 1,
            updatedAt: 1,
            lastUsedAt: null,
            lastError: null,
            expiresAt: null,
            replaces: null,
            position: 1,
          },
          state: 'ready',
        },
      ],
      [],
    );
    const { directory } = computer.start({ OPENAI_API_KEY: 'sk-environment9999' });
    expect(directory.openAll(openai)).toMatchObject([{ keyId: null, label: null, last4: '9999' }]);
    expect(directory.get(openai).keys).toEqual([]);
  });

  it('without a keychain live in memory, and nothing of them is written', async () => {
    const { server, computer, run } = await useMine(undefined, memorySecretStore('session'));
    await run.keys.add(mine, newKey, nothing);
    await run.keys.rotate(mine, firstId, thirdKey, null);
    expect(computer.rows.list()).toEqual([]);
    expect(await sendAll(run, server.shown)).toEqual([thirdKey, newKey]);
    await run.keys.revert(mine, idEnding(run, '3333'));
    expect(await sendAll(run, server.shown)).toEqual([oldKey, newKey]);
  });
});

describe('the use of a key', () => {
  it('is known at once, written once a minute, and its last failure is shown until it works', async () => {
    const { computer, run } = await useMine();
    const row = () => computer.rows.list()[0];
    const written = () => row()?.lastUsedAt ?? null;
    const begin = computer.time.now();
    run.directory.noteKeyUse(mine, firstId, 'rate-limited');
    expect(viewOf(run).keys[0]).toMatchObject({ lastUsedAt: begin, lastError: 'rate-limited' });
    expect(written(), 'no reply waits for it').toBeNull();
    await until(() => written());
    await computer.time.advance(59_000);
    run.directory.noteKeyUse(mine, firstId, 'rate-limited');
    await new Promise((resolve) => setImmediate(resolve));
    expect(written()).toBe(begin);
    expect(viewOf(run).keys[0]).toMatchObject({ lastUsedAt: begin + 59_000, lastError: 'rate-limited' });
    expect(viewOf(computer.start({})).keys[0], 'after a restart').toMatchObject({
      lastError: 'rate-limited',
    });
    await computer.time.advance(1_000);
    run.directory.noteKeyUse(mine, firstId, 'rate-limited');
    await until(() => (written() === begin + 60_000 ? true : null));
    run.directory.noteKeyUse(mine, firstId, null);
    expect(viewOf(run).keys[0]).toMatchObject({ lastError: null });
    await until(() => (row()?.lastError === null ? true : null));
    run.directory.noteKeyUse(mine, null, 'auth');
  });

  it('is told of at the start when it is old or about to end', async () => {
    const { computer, run } = await useMine();
    const now = computer.time.now();
    await run.keys.add(mine, newKey, { label: 'Work', expiresAt: now + 20 * dayMs });
    expect(run.keys.describeDue(null)).toEqual([]);
    await computer.time.advance(7 * dayMs);
    expect(run.keys.describeDue(null)).toEqual([
      expect.stringMatching(/^The key “Work” of Mine expires on .* Replace it in Settings/),
    ]);
    await computer.time.advance(90 * dayMs);
    expect(computer.start().keys.describeDue(90)).toEqual([
      'The key ending in 1111 of Mine is 97 days old. Replace it in Settings → Providers.',
      expect.stringMatching(/^The key “Work” of Mine expired on /),
    ]);
    expect(run.keys.describeDue(180)).toHaveLength(1);
  });
});

describe('a rotation', () => {
  const rotated = async () => {
    const begun = await useMine();
    await begun.run.keys.rotate(mine, firstId, newKey, null);
    return { ...begun, id: idEnding(begun.run, '2222') };
  };

  it('uses the new key and keeps the old one until the new one has worked in a turn', async () => {
    const { server, computer, run, id } = await rotated();
    expect(viewOf(run).keys).toMatchObject([{ last4: '2222', replaces: { last4: '1111' }, isFirst: true }]);
    expect(await sendAll(computer.start(), server.shown)).toEqual([newKey]);
    expect(await failure(() => run.keys.rotate(mine, id, thirdKey, null))).toMatchObject({
      code: 'secret.invalid',
    });
    run.directory.noteKeyUse(mine, id, 'auth');
    await new Promise((resolve) => setImmediate(resolve));
    expect(computer.secrets.entries.size).toBe(2);
    run.directory.noteKeyUse(mine, id, null);
    await until(() => (viewOf(run).keys[0]?.replaces === null ? true : null));
    expect([...computer.secrets.entries.keys()]).toEqual([`mine:${id}`]);
    expect(computer.rows.list()).toMatchObject([{ id, state: 'ready', replaces: null }]);
    expect(await sendAll(computer.start(), server.shown)).toEqual([newKey]);
  });

  it('ends by a word, or goes back to the old key', async () => {
    const { server, computer, run, id } = await rotated();
    await run.keys.revert(mine, id);
    expect(await sendAll(run, server.shown)).toEqual([oldKey]);
    expect([...computer.secrets.entries.keys()]).toEqual(['mine']);
    await run.keys.rotate(mine, firstId, thirdKey, null);
    await run.keys.confirm(mine, idEnding(run, '3333'));
    expect(await sendAll(run, server.shown)).toEqual([thirdKey]);
    expect(computer.secrets.entries.size).toBe(1);
  });

  it('does not go back to a key that has gone', async () => {
    const { server, computer, run, id } = await rotated();
    computer.secrets.entries.delete('mine');
    expect(await failure(() => run.keys.revert(mine, id))).toMatchObject({ code: 'secret.missing' });
    expect(await sendAll(run, server.shown)).toEqual([newKey]);
  });

  it('keeps the old key when the new one would be gone after a quit', async () => {
    const { computer, run } = await useMine();
    const save = computer.secrets.save.bind(computer.secrets);
    computer.secrets.save = (account, value) =>
      save(account, value).then((kept) => ({ ...kept, source: 'session' }));
    await run.keys.rotate(mine, firstId, newKey, null);
    const id = idEnding(run, '2222');
    run.directory.noteKeyUse(mine, id, null);
    expect(await failure(() => run.keys.confirm(mine, id))).toMatchObject({ code: 'secret.unavailable' });
    expect(viewOf(computer.start()).keys).toMatchObject([{ last4: '1111' }]);
  });

  // Catches: an order of steps between database and keychain in which a kill leaves a provider without a key that works.
  it('killed or failing at any step leaves a key that works, and nothing half done after the next start', async () => {
    const acts: Readonly<Record<string, (run: Run) => Promise<unknown>>> = {
      rotate: (run) => run.keys.rotate(mine, firstId, newKey, null),
      confirm: (run) => run.keys.confirm(mine, idEnding(run, '2222')),
      revert: (run) => run.keys.revert(mine, idEnding(run, '2222')),
    };
    const { server, computer, run } = await useMine();
    let ends = 0;
    for (const [name, act] of Object.entries(acts)) {
      // A kill ends every later step, too; a failure only the one.
      for (const isKill of [true, false]) {
        for (let at = 1, isOver = false; !isOver; at += 1) {
          await run.keys.remove(mine, null);
          await run.keys.add(mine, oldKey, nothing);
          if (name !== 'rotate') await run.keys.rotate(mine, firstId, newKey, null);
          let steps = 0;
          const stopped = computer.start({}, () => {
            steps += 1;
            if (isKill ? steps >= at : steps === at) throw new Error('Stopped here.');
          });
          await act(stopped).catch(() => undefined);
          isOver = steps < at;
          ends += 1;
          const where = `${name}, ${isKill ? 'killed' : 'failing'} at step ${at}`;
          const next = computer.start();
          const [sent = 'none'] = await sendAll(next, server.shown);
          expect([oldKey, newKey], where).toContain(sent);
          await next.keyRing.recover();
          expect([[oldKey], [newKey]], where).toContainEqual(await sendAll(next, server.shown));
          expect(new Set(computer.rows.list().map(({ state }) => state)), where).toEqual(new Set(['ready']));
          const known = computer.rows.list().map(({ id }) => (id === firstId ? 'mine' : `mine:${id}`));
          expect(known, where).toEqual(expect.arrayContaining([...computer.secrets.entries.keys()]));
        }
      }
    }
    expect(ends).toBeGreaterThan(30);
  });
});

describe('another address', () => {
  it('sees no key before a person says so; then the key is tested there and belongs there', async () => {
    const { server, run, computer } = await useMine();
    const other = await useServer();
    await run.keys.add(mine, newKey, nothing);
    run.providers.update(mine, { baseUrl: other.baseUrl });
    expect(viewOf(run)).toMatchObject({
      key: { hasKey: false, savedFor: server.origin },
      keys: [
        { isUsable: false, savedFor: server.origin },
        { isUsable: false, savedFor: server.origin },
      ],
    });
    await sendAll(run, other.shown);
    await run.providers.test(mine).catch(() => undefined);
    expect(other.shown.filter((key) => key !== 'none')).toEqual([]);

    await run.keys.rebind(mine, firstId);
    expect(other.shown.at(-1)).toBe(oldKey);
    expect(await sendAll(run, other.shown)).toEqual([oldKey]);
    expect(readBoundKey(computer.secrets.entries.get('mine') ?? '')).toEqual({
      key: oldKey,
      origin: other.origin,
    });
    // The other one still belongs to the old address, and only there.
    run.providers.update(mine, { baseUrl: server.baseUrl });
    expect(await sendAll(computer.start(), server.shown)).toEqual([newKey]);
  });

  it('that refuses the key changes nothing', async () => {
    const { server, run } = await useMine();
    const other = await useServer([]);
    run.providers.update(mine, { baseUrl: other.baseUrl });
    expect(await failure(() => run.keys.rebind(mine, firstId))).toMatchObject({ code: 'auth' });
    expect(other.shown).toEqual([oldKey]);
    expect(viewOf(run).keys[0]).toMatchObject({ isUsable: false, savedFor: server.origin });
    run.providers.update(mine, { baseUrl: server.baseUrl });
    expect(await sendAll(run, server.shown)).toEqual([oldKey]);
  });
});
