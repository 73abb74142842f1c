import { noUsage } from '#shared/domain/usage';
import {
  addTurn,
  endOf,
  newAttemptId,
  newPersonaId,
  openTestStore,
  openTurn,
  someModel,
} from '../harness/database';
import type { Payload } from '../payloads/payload';

/**
 * A folder in which each payload stands, as it is, wherever the database keeps text that a window shows: title, question,
 * thinking, answer, notice, name of the model, error, persona. The app cleans some of them before it stores them; here
 * they are as a database from elsewhere could have them.
 */
export function seedPlaces(folder: string, payloads: readonly Payload[]): void {
  const { store } = openTestStore(folder);
  try {
    for (const { text } of payloads) {
      const { conversationId } = addTurn(store, text, text, { title: text.slice(0, 200) });
      const { answerId } = openTurn(store, text, { conversationId });
      const id = newAttemptId();
      store.turns.openAttempt({
        id,
        answerId,
        model: someModel,
        modelName: text.slice(0, 200),
        startedAt: 1,
      });
      store.turns.settle(
        answerId,
        'failed',
        { code: 'server', message: text },
        [
          { index: 0, part: { type: 'thinking', text, durationMs: 1_000 }, state: null },
          { index: 1, part: { type: 'text', text }, state: null },
          { index: 2, part: { type: 'notice', code: 'x', text }, state: null },
        ],
        endOf(id, { outcome: 'error', answeredBy: text.slice(0, 200), usage: noUsage }),
      );
      const name = text.trim().slice(0, 80).trim();
      if (name === '') continue;
      store.personas.create(newPersonaId(), {
        name,
        description: text.slice(0, 300),
        instructions: text,
        model: null,
        temperature: null,
        starters: [text.slice(0, 500)],
      });
    }
  } finally {
    store.close();
  }
}
