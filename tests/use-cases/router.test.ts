import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contract, type RouteName } from '#shared/contracts/index';
import { isPlausibleInput } from '#main/ipc/input-size';
import { maxOutstanding } from '#main/ipc/served-window';
import { settleEvents, until } from '../fakes/manual-time';
import { liveAnswer, say } from '../fakes/scripted-provider';
import { newConversationId } from '../harness/database';
import { modelRef, send, settledAnswer, useEngine } from './use-engine';

const routes = Object.keys(contract).filter((route): route is RouteName => Object.hasOwn(contract, route));
const secret = 'sk-never-say-this-0123456789';

describe('the surface between windows and the main process', () => {
  it.each([
    ['no.such.route', null, 'ipc.unknown-route'],
    ['toString', null, 'ipc.unknown-route'],
    ['__proto__', null, 'ipc.unknown-route'],
    ['chat.stop', null, 'ipc.invalid-input'],
    ['chat.stop', { conversationId: 'x' }, 'ipc.invalid-input'],
    ['chat.stop', { conversationId: newConversationId(), extra: 1 }, 'ipc.invalid-input'],
    ['settings.get', {}, 'ipc.invalid-input'],
    ['conversation.list', { scope: { type: 'all' }, before: null, limit: Number.NaN }, 'ipc.invalid-input'],
    ['conversation.list', { scope: { type: 'all' }, before: null, limit: new Date() }, 'ipc.invalid-input'],
    ['draft.save', { key: 'new', text: 'x'.repeat(2_000_001) }, 'ipc.invalid-input'],
    ['app.copyText', { text: 'x'.repeat(12_000_000) }, 'ipc.invalid-input'],
    ['key.save', { providerId: 'No Slug', key: secret }, 'ipc.invalid-input'],
    ['conversation.rename', { conversationId: newConversationId(), title: 'x' }, 'conversation.not-found'],
  ])('%s (case %#)', async (route, input, code) => {
    const result = await useEngine().openWindow(1).callRaw(route, input);
    expect(result).toMatchObject({ ok: false, error: { code } });
    // What was sent is not sent back, nor logged with the error.
    expect(JSON.stringify(result)).not.toContain(secret);
  });

  // Catches: a crash, a rejection that nobody sees, an answer that is not of the contract.
  it('answers 10,000 arbitrary calls with data and nothing else', async () => {
    const engine = useEngine();
    const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true });
    const id = fc.constantFrom(newConversationId(), newConversationId(), 'not-an-id');
    const model = fc.oneof(fc.constantFrom(null, modelRef('test/m'), modelRef('nobody/m')), anything);
    const values: Record<string, fc.Arbitrary<unknown>> = {
      conversationId: id,
      messageId: id,
      parentId: fc.oneof(fc.constant(null), id),
      personaId: fc.oneof(fc.constant(null), id),
      providerId: fc.constantFrom('openai', 'test', 'guide', 'ollama', '__proto__', null),
      key: fc.oneof(fc.constantFrom('new', null), fc.string()),
      text: fc.string({ minLength: 1 }),
      title: fc.string(),
      name: fc.string(),
      // Mostly refused: hundreds of servers would be asked for their models again and again.
      baseUrl: fc.oneof(
        { weight: 1, arbitrary: fc.constant('localhost:9') },
        { weight: 40, arbitrary: fc.oneof(fc.constant('http://x.example'), fc.string()) },
      ),
      limit: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.double()),
      before: fc.constantFrom(null, { rank: 1, position: 3 }, { rank: 0.5, position: 1 }),
      scope: fc.oneof(
        fc.constantFrom({ type: 'all' }, { type: 'trash' }, { type: 'recent' }, { type: 'nowhere' }),
        fc.record({ type: fc.constantFrom('title', 'tag'), query: fc.string(), tag: fc.string() }),
        fc.record({ type: fc.constant('title'), query: fc.string() }),
      ),
      conversationIds: fc.array(id, { maxLength: 3 }),
      folderId: id,
      folderIds: fc.array(id, { maxLength: 3 }),
      change: fc.oneof(
        fc.constantFrom(
          { type: 'trash' },
          { type: 'delete' },
          { type: 'pin', isPinned: true },
          { type: 'x' },
        ),
        fc.record({ type: fc.constant('tag'), tag: fc.string(), isTagged: fc.boolean() }),
      ),
      anchor: fc.constantFrom({ at: 'end' }, { at: 'around', messageId: newConversationId() }, { at: 'x' }),
      patch: fc.oneof(fc.record({ theme: fc.constantFrom('dark', 'pink') }), anything),
      draft: fc.record({
        name: fc.string(),
        description: fc.string(),
        instructions: fc.string(),
        model,
        temperature: fc.oneof(fc.constant(null), fc.double()),
        starters: fc.array(fc.string()),
      }),
      model,
    };
    /** What a route takes by its shape, each value from the right kind or from anywhere. */
    const shaped = (name: RouteName): fc.Arbitrary<unknown> => {
      const { input: schema } = contract[name];
      if (!('shape' in schema)) return fc.constant(null);
      const keys = Object.keys(schema.shape).map((key) => [
        key,
        fc.oneof({ weight: 9, arbitrary: values[key] ?? anything }, { weight: 1, arbitrary: anything }),
      ]);
      return fc.record(Object.fromEntries(keys) as Record<string, fc.Arbitrary<unknown>>);
    };
    const call = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.constantFrom(...routes).chain((name) => fc.tuple(fc.constant(name), shaped(name))),
      },
      { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...routes), anything) },
      { weight: 1, arbitrary: fc.tuple(fc.string(), anything) },
    );
    const succeeded = new Set<string>();
    let windowId = 0;
    await fc.assert(
      fc.asyncProperty(call, async ([name, value]) => {
        windowId += 1;
        const result = await engine.router.call(name, value, { windowId });
        if (!result.ok) expect(result.error.code).not.toBe('internal');
        else {
          succeeded.add(name);
          expect(contract[name as RouteName].output.safeParse(result.value).success, name).toBe(true);
        }
      }),
      { numRuns: 10_000 },
    );
    // It is not all turned away at the door.
    expect(succeeded.size).toBeGreaterThan(20);
  }, 60_000);

  it('slows down one window that floods, and no other', async () => {
    const { router } = useEngine();
    const codes = await Promise.all(
      Array.from({ length: 2_100 }, async () => {
        const result = await router.call('draft.find', { key: 'new' }, { windowId: 1 });
        return result.ok ? 'ok' : result.error.code;
      }),
    );
    expect(codes.filter((code) => code === 'ok')).toHaveLength(2_000);
    expect(codes.at(-1)).toBe('ipc.rate-limited');
    expect((await router.call('draft.find', { key: 'new' }, { windowId: 2 })).ok).toBe(true);
  });

  it('takes plain data of a size that a route could take', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const deep = Array.from({ length: 100 }).reduce<unknown>((inner) => [inner], null);
    for (const value of [cyclic, deep, new Map(), new Date(), 1n, () => null, new Array(200_000)]) {
      expect(isPlausibleInput(value, 'draft.save')).toBe(false);
    }
    for (const value of [null, { a: [1, 'x', true, null] }, 'x'.repeat(10_000_000)]) {
      expect(isPlausibleInput(value, 'draft.save')).toBe(true);
    }
    const bytes = { bytes: new Uint8Array(50 * 1024 * 1024) };
    expect(isPlausibleInput(bytes, 'attachment.add')).toBe(true);
    const shared = new Uint8Array(new SharedArrayBuffer(8));
    const view = new Uint8Array(new ArrayBuffer(65 * 1024 * 1024), 0, 1);
    for (const value of [new Uint16Array(8), new ArrayBuffer(8), shared, view, [bytes, bytes]]) {
      expect(isPlausibleInput(value, 'attachment.add')).toBe(false);
    }
    expect(isPlausibleInput(bytes, 'draft.save')).toBe(false);
  });
});

describe('a window’s port', () => {
  it('is not confused by what is no call', async () => {
    const window = useEngine().openWindow(1);
    for (const message of [
      null,
      1,
      'x',
      {},
      { id: 'a', route: 'settings.get', input: null },
      { id: 1 },
      { received: -1 },
    ]) {
      window.post(message);
    }
    expect(await window.call('draft.find', { key: 'new' })).toBe('');
  });

  it('is forgotten when it closes; events go on to the others', async () => {
    const engine = useEngine();
    const [gone, other] = [engine.openWindow(1), engine.openWindow(2)];
    const conversationId = newConversationId();
    for (const window of [gone, other]) await window.call('chat.watch', { conversationId });
    gone.close();
    await until(() => engine.windows.watchers(conversationId) === 1);
    await settledAnswer(engine, await send(other, 'Hello?', { conversationId }));
    expect((await other.settled()).status).toBe('complete');
  });

  it('of a page that was loaded again takes the place of the old one', async () => {
    const engine = useEngine();
    const old = engine.openWindow(1);
    const conversationId = newConversationId();
    await old.call('chat.watch', { conversationId });
    const fresh = engine.openWindow(1);
    expect(engine.windows.watchers(conversationId)).toBe(0);
    await send(fresh, 'Hello?', { conversationId });
    expect((await fresh.settled()).status).toBe('complete');
    expect(old.batches()).toEqual([]);
  });

  // Catches: memory that grows for as long as a window hangs.
  it('that hangs gets a bounded number of batches, and still the end', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    const live = liveAnswer();
    engine.provider.answers.push(live.answer, say('Title'));
    const sent = await send(window, 'Long');
    window.post({ received: 0 });
    live.push({ type: 'part-start', index: 0, kind: 'text' });
    for (let batch = 0; batch < maxOutstanding + 100; batch += 1) {
      live.push({ type: 'part-delta', index: 0, delta: 'word ' });
      await engine.time.advance(34);
    }
    const before = window.batches().length;
    expect(before).toBeLessThanOrEqual(maxOutstanding);
    live.push({ type: 'turn-end', outcome: 'complete', error: null });
    await settledAnswer(engine, sent);
    const settled = await window.settled();
    expect(settled.parts[0]).toMatchObject({ text: 'word '.repeat(maxOutstanding + 100) });
    const [last, previous] = [window.batches().at(-1), window.batches().at(-2)];
    expect((last?.seq ?? 0) - (previous?.seq ?? 0), 'the gap that makes it attach again').toBeGreaterThan(1);
    await settleEvents();
  });
});
