// The process that the kill tests end: it writes turns into a data folder and says on standard output, synchronously,
// what has been acknowledged. Its parent is the journal.
import { writeSync } from 'node:fs';
import { v7 } from 'uuid';
import { openStore } from '#main/persistence/open-store';
import { conversationIdSchema, messageIdSchema } from '#shared/domain/ids';

const [folder, migrationsFolder] = process.argv.slice(2);
if (folder === undefined || migrationsFolder === undefined) throw new Error('usage: FOLDER MIGRATIONS');
const say = (...fields: readonly (string | number)[]): void => {
  writeSync(1, `${fields.join(' ')}\n`);
};
const quiet = (): void => undefined;
const opening = openStore({
  folder,
  clock: { now: Date.now, monotonic: () => performance.now() },
  logger: { error: quiet, warn: quiet, info: quiet, debug: quiet },
  resources: { migrationsFolder, snapshotWorker: null },
});
if (!opening.ok) throw new Error(opening.error.message);
const { store } = opening.value;
say('open');

const conversationId = conversationIdSchema.parse(v7());
let parentId = null;
for (let turn = 0; ; turn += 1) {
  const [messageId, answerId] = [messageIdSchema.parse(v7()), messageIdSchema.parse(v7())];
  const question = `question ${turn}`;
  store.turns.openTurn({
    kind: 'send',
    conversationId,
    messageId,
    parentId,
    text: question,
    files: [],
    answerId,
    title: 'Loop',
    model: null,
    personaId: null,
    thinkingEffort: null,
  });
  say('sent', messageId, answerId, turn);
  let answer = '';
  for (let piece = 0; piece < 6; piece += 1) {
    const delta = `piece ${piece} of ${turn}; `;
    answer += delta;
    store.turns.checkpoint(answerId, [{ index: 0, kind: 'text', text: delta }]);
    say('kept', answerId, answer.length);
  }
  const part = { type: 'text' as const, text: answer };
  store.turns.settle(answerId, 'complete', null, [{ index: 0, part, state: null }], null);
  say('settled', answerId, answer.length);
  parentId = answerId;
  if (turn % 7 === 3) await store.snapshots.takeIfChanged('quit');
}
