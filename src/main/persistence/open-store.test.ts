import { expect, test } from 'vitest';
import { addTurn, openTestStore, temporaryFolder, textsOf } from '../../../tests/harness/database';

test('what was stored is there after a restart', () => {
  using folder = temporaryFolder();
  const first = openTestStore(folder.path);
  const turn = addTurn(first.store, 'Hello?', 'Hello.');
  first.store.close();

  const { store, notices, mode } = openTestStore(folder.path);
  expect({ notices, mode }).toEqual({ notices: [], mode: 'normal' });
  expect(textsOf(store, turn.conversationId)).toEqual(['Hello?', 'Hello.']);
  expect(store.personas.list().map((persona) => persona.name)).toEqual([
    'Plain helper',
    'Plain teacher',
    'Careful editor',
    'Code reviewer',
  ]);
  store.close();
});
