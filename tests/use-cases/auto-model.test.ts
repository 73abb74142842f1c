import { expect, it } from 'vitest';
import { autoModel } from '#shared/domain/auto-model';
import type { AutoSettings } from '#shared/domain/auto';
import { ok } from '#shared/kernel/result';
import type { ProviderModel } from '#main/ports/chat-provider';
import { failWith } from '../fakes/scripted-provider';
import { newConversationId } from '../harness/database';
import { modelRef, send, settledAnswer, useEngine } from './use-engine';

const listed = (id: string, rest: Partial<ProviderModel> = {}): ProviderModel => ({
  id,
  name: null,
  contextWindow: null,
  outputLimit: null,
  supportsImages: null,
  makesImages: null,
  supportsThinking: null,
  thinkingLevels: null,
  createdAt: null,
  deprecated: false,
  prices: null,
  ...rest,
});

async function setUp(auto: AutoSettings | null = null) {
  const engine = useEngine();
  engine.provider.listModels = () =>
    ok([listed('small', { contextWindow: 2_000 }), listed('large'), listed('third')]);
  const window = engine.openWindow(1);
  await window.call('model.refresh', null);
  const favouriteModels = ['test/small', 'test/large', 'test/third'].map(modelRef);
  await window.call('settings.update', {
    patch: { autoTitle: false, favouriteModels, ...(auto === null ? {} : { auto }) },
  });
  return { engine, window };
}

// Catches: a choice that is not told, a request to “auto” itself, a follow-up that is stuck on the first choice.
it('a message to Auto goes to a model that fits it, and the reply says which and why', async () => {
  const { engine, window } = await setUp();
  const sent = await send(window, 'Short', { model: autoModel });
  const first = await settledAnswer(engine, sent);
  expect(first.parts[0]).toEqual({
    type: 'notice',
    code: 'model.auto',
    text: 'Auto chose small (Test): it is the first that fits.',
  });
  expect(first.meta?.model).toEqual(modelRef('test/small'));
  const { conversationId, answerId } = sent;
  const long = await send(window, 'word '.repeat(2_000), { conversationId, parentId: answerId });
  const second = await settledAnswer(engine, long);
  expect(second.meta?.model).toEqual(modelRef('test/large'));
  expect(engine.provider.asked.map(({ request }) => request.modelId)).toEqual(['small', 'large']);
  expect((await window.call('conversation.find', { conversationId }))?.model).toEqual(autoModel);
});

it('“fastest lately” is the one whose first words came soonest', async () => {
  const { engine, window } = await setUp({
    pool: 'favourites',
    rules: [{ when: 'always', tokens: null, choose: 'fastest' }],
  });
  for (const model of ['test/third', 'test/large']) {
    engine.provider.answers.push(async function* () {
      await engine.time.advance(model === 'test/third' ? 100 : 5_000);
      yield { type: 'part-start', index: 0, kind: 'text' };
      yield { type: 'part-delta', index: 0, delta: 'Hello' };
      yield { type: 'part-end', index: 0, state: null };
      yield { type: 'turn-end', outcome: 'complete', error: null };
    });
    await settledAnswer(engine, await send(window, 'Hello', { model: modelRef(model) }));
  }
  const answer = await settledAnswer(engine, await send(window, 'Hello', { model: autoModel }));
  expect(answer.meta?.model).toEqual(modelRef('test/third'));
});

// Catches: a message that is lost, or sent to a model that cannot take it, because none fits.
it('says so when no model fits, and keeps what was written', async () => {
  const { engine, window } = await setUp();
  await window.call('settings.update', { patch: { favouriteModels: [modelRef('test/small')] } });
  const answer = await settledAnswer(engine, await send(window, 'word '.repeat(5_000), { model: autoModel }));
  expect([answer.status, answer.error?.code]).toEqual(['failed', 'model.not-found']);
  expect(answer.error?.message).toContain('no model whose window fits');
  expect(engine.provider.asked).toEqual([]);
});

it('is offered where there is a model to choose, and what it costs is measured by its choice', async () => {
  const { window } = await setUp();
  const models = await window.call('model.list', null);
  expect(models[0]).toMatchObject({ ref: autoModel, name: 'Auto', providerName: 'Parley' });
  const about = { conversationId: newConversationId(), model: autoModel, personaId: null };
  expect((await window.call('chat.measure', about)).window).toBe(2_000);
  expect((await window.call('context.preview', about)).model).toEqual(modelRef('test/small'));
  const none = useEngine({ environment: {} });
  const alone = await none.openWindow(1).call('model.list', null);
  expect(alone.map(({ ref }) => ref.providerId)).toEqual(['guide']);
});
it('asks the next that fits when the chosen one does not answer', async () => {
  const { engine, window } = await setUp();
  engine.provider.answers.push(failWith('quota'));
  const answer = await settledAnswer(engine, await send(window, 'Hello', { model: autoModel }));
  expect([answer.status, answer.meta?.model]).toEqual(['complete', modelRef('test/large')]);
  // Catches: a reply that does not say why the model was chosen that did not answer.
  expect(answer.parts.flatMap((part) => (part.type === 'notice' ? [part.text] : []))).toEqual([
    'Auto chose small (Test): it is the first that fits.',
    expect.stringMatching(/^large answered: small /),
  ]);
});
