import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import type { StoreOpening } from '#main/persistence/open-store';
import { conversation, node } from '../fixtures/exports/chatgpt';
import { tinyPng } from '../fixtures/tiny-images';
import { tinyWav } from '../fixtures/tiny-recordings';
import {
  addTurn,
  endOf,
  type fakeClock,
  newAttemptId,
  newConversationId,
  newMessageId,
  newPersonaId,
  someModel,
  text,
} from '../harness/database';

/** How many conversations both ways of writing the tales make. */
export const taleCount = 3;

const day = 86_400_000;
const aYearAgo = (): number => new Date().setFullYear(new Date().getFullYear() - 1);
const chapter = (number: number): string =>
  `**Chapter ${number}.** The tide came in over the flats and filled the channels one by one. ${'The reeds bent and rose again. '.repeat(12)}`;

/** The tales as the files of an export of ChatGPT: years apart, two models, two versions, a picture, a recording. */
export function archivedTales(): readonly { readonly name: string; readonly content: string | Buffer }[] {
  const seconds = (at: number): number => Math.floor(at / 1000);
  const at = (time: number) => ({ create_time: seconds(time) });
  const model = (slug: string) => ({ metadata: { model_slug: slug } });
  const old = aYearAgo();
  const long = Array.from({ length: 40 }, (_, index) =>
    node(
      `l${index + 1}`,
      index === 0 ? null : `l${index}`,
      index % 2 === 0 ? 'user' : 'assistant',
      index % 2 === 0 ? `Go on, part ${index / 2 + 1}` : chapter((index + 1) / 2),
      at(Date.now() - 3 * day + index * 60_000),
    ),
  );
  const conversations = [
    conversation('Where swifts sleep', [
      node('1', null, 'user', 'Where do swifts sleep?', at(old)),
      node('2', '1', 'assistant', 'In the **air**, at dusk.', { ...at(old), ...model('gpt-4o') }),
      node('3', '1', 'assistant', 'On the wing, high up.', { ...at(old + 1_000), ...model('o3') }),
    ]),
    conversation('A moraine', [
      node(
        '1',
        null,
        'user',
        {
          content_type: 'multimodal_text',
          parts: [
            'What is a moraine?',
            { content_type: 'image_asset_pointer', asset_pointer: 'sediment://file_00ab' },
            { content_type: 'audio_asset_pointer', asset_pointer: 'sediment://file_spoken' },
          ],
        },
        at(Date.now() - 40 * day),
      ),
      node('2', '1', 'assistant', 'Rubble that a glacier left.', {
        ...at(Date.now() - 40 * day),
        ...model('o3'),
      }),
    ]),
    conversation('A long tale', long),
  ];
  return [
    {
      name: 'conversations.json',
      content: JSON.stringify(
        conversations.map((each) => ({ ...each, create_time: null, update_time: null })),
      ),
    },
    { name: 'file_00ab-moraine.png', content: Buffer.from(tinyPng()) },
    { name: 'file_spoken-1.wav', content: Buffer.from(tinyWav) },
  ];
}

/** The same tales in an unpacked export, beside what else is in the folder. */
export function unpackTales(folder: string): void {
  for (const { name, content } of archivedTales()) writeFileSync(join(folder, name), content);
}

/** The same as somebody's own, with a persona and a star. The store goes by the clock. */
export function storeTales({ store }: StoreOpening, clock: ReturnType<typeof fakeClock>): void {
  clock.set(aYearAgo());
  const personaId = newPersonaId();
  store.personas.create(personaId, {
    ...{ name: 'Naturalist', description: '', instructions: 'Know birds.', model: null },
    ...{ temperature: null, starters: [], reusesAnswers: false },
  });
  const swifts = addTurn(store, 'Where do swifts sleep?', 'In the **air**, at dusk.', {
    title: 'Where swifts sleep',
    personaId,
  });
  const [answerId, id] = [newMessageId(), newAttemptId()];
  const { conversationId } = swifts;
  store.turns.openTurn({ kind: 'sibling', conversationId, answerId, beside: swifts.answerId });
  const other = { ...someModel, modelId: 'other-model' };
  store.turns.openAttempt({ id, answerId, model: other, modelName: 'Other model', startedAt: 2 });
  store.turns.settle(answerId, 'complete', null, [text('On the wing, high up.')], endOf(id));
  clock.set(Date.now() - 40 * day);
  const moraine = addTurn(store, 'What is a moraine?', 'Rubble that a glacier left.', { title: 'A moraine' });
  store.tree.setStarred(moraine.conversationId, moraine.answerId, true);
  clock.set(Date.now() - 3 * day);
  const longId = newConversationId();
  for (let part = 1; part <= 20; part += 1) {
    clock.advance(60_000);
    addTurn(store, `Go on, part ${part}`, chapter(part), { conversationId: longId, title: 'A long tale' });
  }
}
