import { expect, test } from 'vitest';
import { draftOf, fieldsOf, type PersonaFields } from './persona-draft';

const fields = (rest: Partial<PersonaFields>): PersonaFields => ({
  ...fieldsOf(null),
  name: 'A name',
  ...rest,
});

test.each([
  [{ name: '  ' }, 'name'],
  [{ name: 'x'.repeat(81) }, 'name'],
  [{ temperature: '2.1' }, 'temperature'],
  [{ temperature: 'warm' }, 'temperature'],
  [{ starters: '1\n2\n3\n4\n5\n6\n7\n8\n9' }, 'starters'],
] as const)('%j is said to be wrong at the field', (wrong, field) => {
  expect(Object.keys(draftOf(fields(wrong)).errors ?? {})).toEqual([field]);
});

test('what was typed becomes a draft: trimmed, a decimal comma understood, empty lines dropped', () => {
  const { draft } = draftOf(
    fields({ name: ' Editor ', temperature: '0,7', starters: ' One \n\nTwo', model: 'openai/gpt-6-sol' }),
  );
  expect(draft).toMatchObject({
    name: 'Editor',
    temperature: 0.7,
    starters: ['One', 'Two'],
    model: { providerId: 'openai', modelId: 'gpt-6-sol' },
  });
});
