import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newPersonaId, openTestStore, someModel, temporaryFolder } from '../../../../tests/harness/database';
import { personaIdSchema, providerIdSchema } from '#shared/domain/ids';
import { personaSchema } from '#shared/domain/persona';
import { settingsSchema } from '#shared/domain/settings';
import { bundledPersonas } from './bundled-personas';

const draft = {
  name: 'Mine',
  description: '',
  instructions: 'Be brief.',
  model: someModel,
  temperature: 0.5,
  starters: ['Hi'],
  reusesAnswers: true,
};

test('settings keep what was changed, and a value of another version falls back without being lost', () => {
  using folder = temporaryFolder();
  const first = openTestStore(folder.path).store;
  expect(first.settings.read()).toEqual(settingsSchema.parse({}));
  first.settings.update({ theme: 'dark', defaultModel: someModel });
  first.close();

  const file = new SqliteDatabase(join(folder.path, 'parley.db'));
  file.exec(`INSERT INTO setting (key, value) VALUES ('fromTheFuture', '{"a":1}'), ('textSize', '"huge"')`);
  file.close();
  const { store } = openTestStore(folder.path);
  expect(store.settings.update({ sendKey: 'mod-enter' })).toEqual({
    ...settingsSchema.parse({}),
    theme: 'dark',
    defaultModel: someModel,
    sendKey: 'mod-enter',
  });
  store.close();
  const after = new SqliteDatabase(join(folder.path, 'parley.db'));
  expect(
    after.prepare("SELECT value FROM setting WHERE key IN ('fromTheFuture', 'textSize')").pluck().all(),
  ).toEqual(['{"a":1}', '"huge"']);
  after.close();
});

test('bundled personas come first and once: edited, deleted and restored like any other', () => {
  using folder = temporaryFolder();
  const first = openTestStore(folder.path).store;
  const [plain, teacher] = bundledPersonas.map(({ id }) => personaIdSchema.parse(id));
  if (plain === undefined || teacher === undefined) throw new Error('none bundled');
  const mine = first.personas.create(newPersonaId(), draft);
  first.personas.update(teacher, { ...draft, name: 'Strict teacher' });
  first.personas.remove(plain);
  expect(first.personas.find(plain)).toBeNull();
  first.close();

  const { store } = openTestStore(folder.path);
  const names = () => store.personas.list().map((persona) => persona.name);
  expect(names()).toEqual(['Strict teacher', 'Careful editor', 'Code reviewer', 'Mine']);
  expect(store.personas.find(mine.id)).toEqual({
    ...draft,
    id: mine.id,
    isBundled: false,
    updatedAt: mine.updatedAt,
  });
  expect(store.personas.restore(plain)).toMatchObject({ name: 'Plain helper', isBundled: true });
  expect(names()[0]).toBe('Plain helper');
  for (const persona of store.personas.list()) store.personas.remove(persona.id);
  store.close();
  const last = openTestStore(folder.path).store;
  expect(last.personas.list()).toEqual([]);
  expect(() => last.personas.remove(plain)).toThrow('persona is not there');
  expect(() => last.personas.update(plain, draft)).toThrow('persona is not there');
  last.close();
});

test('bundled personas are within the limits that a person has', () => {
  for (const { id, draft: bundled } of bundledPersonas) {
    const persona = { ...bundled, reusesAnswers: false, id, isBundled: true, updatedAt: 0 };
    expect(personaSchema.safeParse(persona).error).toBeUndefined();
  }
});

test('providers and their last model lists are kept; a doubled model counts once', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const id = providerIdSchema.parse('my-server');
  const row = {
    id,
    kind: 'compatible',
    name: 'My server',
    baseUrl: 'http://127.0.0.1:8080/v1',
    isEnabled: true,
  } as const;
  const model = {
    id: 'a/b',
    name: null,
    contextWindow: 8192.5,
    outputLimit: null,
    supportsImages: true,
    makesImages: null,
    supportsThinking: null,
    thinkingLevels: null,
    createdAt: null,
    deprecated: false,
    prices: null,
  };
  store.providers.save(row);
  store.providers.save({ ...row, name: 'Renamed' });
  store.providers.saveModels(id, [model, { ...model, name: 'again' }, { ...model, id: 'c' }], 77);
  expect(store.providers.list()).toEqual([{ ...row, name: 'Renamed' }]);
  expect(store.providers.listModels(id)).toEqual([
    { ...model, contextWindow: 8192 },
    { ...model, contextWindow: 8192, id: 'c' },
  ]);
  expect(store.providers.modelsListedAt(id)).toBe(77);
  store.providers.remove(id);
  expect([
    store.providers.list(),
    store.providers.listModels(id),
    store.providers.modelsListedAt(id),
  ]).toEqual([[], [], null]);
  store.close();
});
