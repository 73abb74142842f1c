import { expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error';
import { textOf } from '#shared/domain/part';
import { addTurn, newMessageId } from '../harness/database';
import { completeEnd, liveAnswer, textParts } from '../fakes/scripted-provider';
import { settledAnswer, useEngine } from './use-engine';

const question = {
  text: 'Go on',
  files: [],
  model: null,
  personaId: null,
  thinkingEffort: null,
  allowsOverBudget: false,
};
const codeOf = (error: unknown): unknown => (error instanceof AppError ? error.data.code : error);
const ticks = async (count: number): Promise<void> => {
  for (let at = 0; at < count; at += 1) await Promise.resolve();
};

// Catches: a reply whose rows go while it is written: its end cannot be stored, and the log says that Parley failed.
test('an erasure that waited for another one takes nothing from a reply that began meanwhile', async () => {
  const engine = useEngine();
  const other = addTurn(engine.store, 'Other question', 'Other answer');
  const mine = addTurn(engine.store, 'Question', 'Answer');
  const live = liveAnswer();
  engine.provider.answers.push(live.answer);
  const { conversationId } = mine;
  const first = engine.erasure.eraseConversations([other.conversationId], 'person');
  const second = engine.erasure.eraseConversations([conversationId], 'person').catch(codeOf);
  // It has looked whether a reply is written, and waits; the first one is at its files.
  await ticks(20);
  const asked = { conversationId, messageId: newMessageId(), parentId: mine.answerId };
  const { assistantMessageId: answerId } = engine.chat.send({ ...question, ...asked });
  expect(await second).toBe('erasure.refused');
  expect((await first).conversations).toBe(1);
  live.push(...textParts('Kept to the end.'), completeEnd);
  expect(textOf((await settledAnswer(engine, { answerId })).parts)).toBe('Kept to the end.');
});
