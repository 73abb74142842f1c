import { expect, test } from 'vitest';
import { listedModel } from '../fakes/scripted-provider';
import { modelRef, send, settledAnswer, useEngine } from './use-engine';

const open = modelRef('test/gpt-oss-20b');
const told = modelRef('test/told');

function engineWithModels() {
  const engine = useEngine();
  engine.provider.listModels = () => ({
    ok: true,
    value: [listedModel('gpt-oss-20b'), listedModel('told', { thinkingLevels: ['none', 'high'] })],
  });
  return { engine, window: engine.openWindow(1) };
}

test('what a model offers is in its facts: from the list, else as it is known', async () => {
  const { window } = engineWithModels();
  const models = await window.call('model.refresh', null);
  const offers = Object.fromEntries(models.map(({ ref, thinking }) => [ref.modelId, thinking]));
  expect(offers).toMatchObject({
    'gpt-oss-20b': { kind: 'levels', levels: ['low', 'medium', 'high'] },
    told: { kind: 'levels', levels: ['none', 'high'] },
  });
});

// Catches: a choice that is shown and not sent, is lost with a restart, or goes to a model that does not know the word.
test('a conversation’s choice is stored, sent, and left aside for a model that does not offer it', async () => {
  const { engine, window } = engineWithModels();
  await window.call('model.refresh', null);
  const first = await send(window, 'One', { model: open });
  await settledAnswer(engine, first);
  const { conversationId } = first;
  await window.call('conversation.setThinking', { conversationId, thinkingEffort: 'medium' });
  const conversation = await window.call('conversation.find', { conversationId });
  expect(conversation?.thinkingEffort).toBe('medium');

  const second = await send(window, 'Two', { conversationId, parentId: first.answerId });
  await settledAnswer(engine, second);
  await window.call('conversation.setModel', { conversationId, model: told });
  const third = await send(window, 'Three', { conversationId, parentId: second.answerId });
  await settledAnswer(engine, third);
  const sent = engine.provider.asked.filter(({ request }) => request.maxOutputTokens === null);
  expect(sent.map(({ request }) => [request.modelId, request.thinkingEffort])).toEqual([
    ['gpt-oss-20b', null],
    ['gpt-oss-20b', 'medium'],
    ['told', null],
  ]);
});

test('a conversation that the first message makes has the choice that was made before it', async () => {
  const { engine, window } = engineWithModels();
  const first = await send(window, 'One', { model: open, thinkingEffort: 'high' });
  await settledAnswer(engine, first);
  expect(engine.provider.asked[0]?.request.thinkingEffort).toBe('high');
  expect(engine.store.conversations.get(first.conversationId).thinkingEffort).toBe('high');
});
