import type { Store } from '#main/persistence/store';
import type { MessageId } from '#shared/domain/ids';
import { noUsage } from '#shared/domain/usage';
import {
  addTurn,
  endOf,
  newAttemptId,
  newConversationId,
  newPersonaId,
  openTestStore,
  openTurn,
  someModel,
} from '../harness/database';
import type { Payload } from '../payloads/payload';

/** The title of the conversation that holds all payloads. */
export const togetherTitle = 'All of them';

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
      addFailedTurn(store, text, { conversationId });
      const name = text.trim().slice(0, 80).trim();
      if (name === '') continue;
      store.personas.create(newPersonaId(), {
        name,
        description: text.slice(0, 300),
        instructions: text,
        model: null,
        temperature: null,
        starters: [text.slice(0, 500)],
        reusesAnswers: false,
      });
    }
    addTogether(store, payloads);
  } finally {
    store.close();
  }
}

/** One after the other in one conversation, for what shows a conversation as a whole: outline, inspector, export. */
function addTogether(store: Store, payloads: readonly Payload[]): void {
  const conversationId = newConversationId();
  let parentId: MessageId | null = null;
  for (const { text } of payloads) {
    parentId = addTurn(store, text, text, { conversationId, parentId, title: togetherTitle }).answerId;
  }
  const [first] = payloads;
  if (first !== undefined) addFailedTurn(store, first.text, { conversationId, parentId });
}

function addFailedTurn(store: Store, text: string, turn: Parameters<typeof openTurn>[2]): void {
  const { answerId } = openTurn(store, text, turn);
  const id = newAttemptId();
  const modelName = text.slice(0, 200);
  store.turns.openAttempt({ id, answerId, model: someModel, modelName, startedAt: 1 });
  store.turns.settle(
    answerId,
    'failed',
    { code: 'server', message: text },
    [
      { index: 0, part: { type: 'thinking', text, durationMs: 1_000 }, state: null },
      { index: 1, part: { type: 'text', text }, state: null },
      { index: 2, part: { type: 'notice', code: 'x', text }, state: null },
    ],
    endOf(id, { outcome: 'error', answeredBy: modelName, usage: noUsage }),
  );
}
