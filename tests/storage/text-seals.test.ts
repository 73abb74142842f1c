import SqliteDatabase from 'better-sqlite3';
import fc from 'fast-check';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import type { Store } from '#main/persistence/store';
import { folderIdSchema, keyIdSchema, providerIdSchema, type KeyId } from '#shared/domain/ids';
import { addTurn, newPersonaId, openTestStore, temporaryFolder } from '../harness/database';

/** Texts outside of messages, each read and written back as bytes. */
const columns = [
  ['conversation', 'id', 'title'],
  ['conversation', 'id', 'title_sha256'],
  ['draft', 'key', 'text'],
  ['draft', 'key', 'text_sha256'],
  ['persona', 'id', 'name'],
  ['persona', 'id', 'description'],
  ['persona', 'id', 'instructions'],
  ['persona', 'id', 'starters'],
  ['persona', 'id', 'model_id'],
  ['persona', 'id', 'text_sha256'],
  ['folder', 'id', 'name'],
  ['folder', 'id', 'name_sha256'],
  ['conversation_tag', 'conversation_id', 'tag'],
  ['conversation_tag', 'conversation_id', 'tag_sha256'],
  ['provider', 'id', 'name'],
  ['provider', 'id', 'base_url'],
  ['provider', 'id', 'text_sha256'],
  ['provider_key', 'id', 'label'],
  ['provider_key', 'id', 'last4'],
  ['provider_key', 'id', 'origin'],
  ['provider_key', 'id', 'text_sha256'],
  ['own_model', 'model_id', 'facts'],
  ['own_model', 'model_id', 'prices'],
  ['own_model', 'model_id', 'text_sha256'],
] as const;
type Column = (typeof columns)[number];

function lay(store: Store) {
  const { conversationId } = addTurn(store, 'A title: Größe, 漢字, 👩‍👩‍👧', 'answer');
  const { conversationId: other } = addTurn(store, 'Another one', 'answer');
  const personaId = newPersonaId();
  store.personas.create(personaId, {
    name: 'Editor',
    description: 'Cuts what is not needed',
    instructions: 'You edit texts. Wörtlich.',
    model: { providerId: providerIdSchema.parse('openai'), modelId: 'gpt-test' },
    temperature: 0.7,
    starters: ['Shorten this', 'Kürze das'],
    reusesAnswers: true,
  });
  store.conversations.saveDraft(conversationId, 'A draft, nicht gesendet');
  store.conversations.saveDraft(other, 'Another draft');
  const [folder, otherFolder] = [folderIdSchema.parse(v7()), folderIdSchema.parse(v7())];
  store.organisation.createFolder(folder, 'Größeres');
  store.organisation.createFolder(otherFolder, 'Other');
  store.organisation.organise([conversationId], { type: 'tag', tag: 'wörtlich', isTagged: true });
  store.organisation.organise([other], { type: 'tag', tag: 'other', isTagged: true });
  const [provider, otherProvider] = [providerIdSchema.parse('mine'), providerIdSchema.parse('other')];
  store.providers.save({ ...server, id: provider, name: 'Mein Server' });
  store.providers.save({ ...server, id: otherProvider, name: 'Other' });
  const [key, otherKey] = [keyIdSchema.parse('mine'), keyIdSchema.parse('other')];
  store.providerKeys.change(
    [
      { ...heldKey, id: key, providerId: provider, label: 'Für die Arbeit' },
      { ...heldKey, id: otherKey, providerId: otherProvider, label: 'Other' },
    ],
    [],
  );
  for (const modelId of ['tuned', 'other']) {
    store.ownModels.save([{ providerId: provider, modelId }], {
      custom: { ...tuned, name: `Größe von ${modelId}` },
      prices: { ...prices, setOn: '2026-11-21' },
    });
  }
  const ids = {
    own_model: 'tuned',
    conversation: conversationId,
    draft: conversationId,
    persona: personaId,
    folder,
    conversation_tag: conversationId,
    provider,
    provider_key: key,
  };
  return { ids, other };
}
const tuned = {
  ...{ contextWindow: 200_000, outputLimit: null, supportsImages: true },
  ...{ makesImages: null, supportsThinking: false },
};
const prices = {
  ...{ input: 1.25, output: 4, cachedInput: null, cacheWrite: null },
  ...{ imageInput: null, imageOutput: null, picture: null },
};
const server = {
  kind: 'compatible',
  baseUrl: 'http://127.0.0.1:8080/v1',
  isEnabled: true,
} as const;
const heldKey = {
  ...{ last4: '9f3A', origin: 'https://mine.example', createdAt: 1, updatedAt: 1, lastUsedAt: null },
  ...{ lastError: null, expiresAt: null, position: 1, replaces: null },
  state: 'ready',
} as const;
type Laid = ReturnType<typeof lay>;

/** What a person is shown of it all. */
function readAll(store: Store, { ids, other }: Laid) {
  const { rows } = store.organisation.list({ type: 'all' }, null, 10);
  return {
    conversation: [
      store.conversations.get(ids.conversation).title,
      rows.find(({ id }) => id === ids.conversation)?.title,
    ],
    draft: [store.conversations.findDraft(ids.draft)],
    persona: [store.personas.find(ids.persona)?.name],
    folder: store.organisation.listFolders().flatMap(({ id, name }) => (id === ids.folder ? [name] : [])),
    conversation_tag: rows.flatMap(({ id, tags }) => (id === ids.conversation_tag ? tags : [])),
    provider: store.providers.list().flatMap(({ id, name }) => (id === ids.provider ? [name] : [])),
    provider_key: keyLabels(store, (id) => id === ids.provider_key),
    own_model: ownNames(store, (modelId) => modelId === ids.own_model),
    others: [
      ...ownNames(store, (modelId) => modelId !== ids.own_model),
      ...store.organisation.listFolders().flatMap(({ id, name }) => (id === ids.folder ? [] : [name])),
      ...rows.flatMap(({ id, tags }) => (id === ids.conversation_tag ? [] : tags)),
      ...store.providers.list().flatMap(({ id, name }) => (id === ids.provider ? [] : [name])),
      ...keyLabels(store, (id) => id !== ids.provider_key),
      store.conversations.get(other).title,
      rows.find(({ id }) => id === other)?.title,
      store.conversations.findDraft(other),
      ...store.personas.list().flatMap(({ id, name }) => (id === ids.persona ? [] : [name])),
    ],
  };
}

const keyLabels = (store: Store, isWanted: (id: KeyId) => boolean): readonly string[] =>
  store.providerKeys.list().flatMap(({ id, label }) => (isWanted(id) ? [label ?? ''] : []));

const ownNames = (store: Store, isWanted: (modelId: string) => boolean): readonly string[] =>
  store.ownModels
    .listOf('mine')
    .flatMap(({ modelId, custom }) => (isWanted(modelId) ? [custom?.name ?? ''] : []));

const isMarked = (text: string | undefined): boolean => text?.startsWith('[damaged] ') === true;

/** Flips a bit of the column, reads everything, and puts it back. */
function readFlipped(
  file: SqliteDatabase.Database,
  laid: Laid,
  [table, key, name]: Column,
  where: number,
  store: Store,
): ReturnType<typeof readAll> {
  const bytes = file
    .prepare<[string], Buffer>(`SELECT CAST(${name} AS BLOB) FROM ${table} WHERE ${key} = ?`)
    .pluck()
    .get(laid.ids[table]);
  if (bytes === undefined) throw new Error(`nothing in ${table}.${name}`);
  const write = file.prepare(`UPDATE ${table} SET ${name} = CAST(? AS TEXT) WHERE ${key} = ?`);
  const flipped = Buffer.from(bytes);
  const bit = where % (flipped.length * 8);
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  write.run(flipped, laid.ids[table]);
  try {
    return readAll(store, laid);
  } finally {
    write.run(bytes, laid.ids[table]);
  }
}

function expectNoticed(store: Store, file: SqliteDatabase.Database, laid: Laid, runs: number): void {
  const sound = readAll(store, laid);
  expect(Object.values(sound).flat().some(isMarked)).toBe(false);
  fc.assert(
    fc.property(fc.constantFrom(...columns), fc.nat(), (column, where) => {
      const seen = readFlipped(file, laid, column, where, store);
      const [table] = column;
      expect(seen[table].every(isMarked)).toBe(true);
      expect({ ...seen, [table]: [] }).toEqual({ ...sound, [table]: [] });
    }),
    { numRuns: runs },
  );
  expect(readAll(store, laid)).toEqual(sound);
}

test('any flipped bit of a title, a draft, a persona, a folder, a tag, a provider or a key is noticed, there and nowhere else', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const laid = lay(store);
  const file = new SqliteDatabase(join(folder.path, 'parley.db'));
  expectNoticed(store, file, laid, 3_000);
  file.close();
  store.close();
});

test('what is written anew is sound again', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const laid = lay(store);
  const file = new SqliteDatabase(join(folder.path, 'parley.db'));
  file.exec(
    "UPDATE conversation SET title = 'x'; UPDATE draft SET text = 'x'; UPDATE persona SET name = 'x'",
  );
  expect(store.conversations.rename(laid.ids.conversation, 'Mine', 'manual').title).toBe('Mine');
  store.conversations.saveDraft(laid.ids.draft, 'Mine');
  expect(store.conversations.findDraft(laid.ids.draft)).toBe('Mine');
  const damaged = store.personas.find(laid.ids.persona);
  if (damaged === null) throw new Error('no persona');
  expect(damaged.name).toBe('[damaged] x');
  const { description, instructions, model, temperature, starters, reusesAnswers } = damaged;
  const draft = { name: 'Mine', description, instructions, model, temperature, starters, reusesAnswers };
  expect(store.personas.update(laid.ids.persona, draft).name).toBe('Mine');
  file.close();
  store.close();
});

test('rows of before there were seals read as they are, and get one when Parley tidies up', async () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const laid = lay(store);
  const file = new SqliteDatabase(join(folder.path, 'parley.db'));
  for (const [table, column] of [
    ['conversation', 'title_sha256'],
    ['draft', 'text_sha256'],
    ['persona', 'text_sha256'],
    ['folder', 'name_sha256'],
    ['conversation_tag', 'tag_sha256'],
    ['provider', 'text_sha256'],
    ['provider_key', 'text_sha256'],
  ])
    file.exec(`UPDATE ${table} SET ${column} = NULL`);
  expect(Object.values(readAll(store, laid)).flat().some(isMarked)).toBe(false);
  await store.tidy();
  expectNoticed(store, file, laid, 200);
  file.close();
  store.close();
});

test('a damaged tag can be taken away by the name that is shown', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const { ids } = lay(store);
  const file = new SqliteDatabase(join(folder.path, 'parley.db'));
  file.exec("UPDATE conversation_tag SET tag = 'worms' WHERE tag <> 'other'");
  file.close();
  const tags = () => store.organisation.listRows([ids.conversation])[0]?.tags;
  expect(tags()).toEqual(['[damaged] worms']);
  store.organisation.organise([ids.conversation], { type: 'tag', tag: '[damaged] worms', isTagged: false });
  expect(tags()).toEqual([]);
  store.close();
});

test('any flipped bit of a setting sends that one back to its default, and the next start says so', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const changed = store.settings.update({ textSize: 18, theme: 'dark', trashDays: 7 });
  const file = new SqliteDatabase(join(folder.path, 'parley.db'));
  const write = file.prepare("UPDATE setting SET value = CAST(? AS TEXT) WHERE key = 'textSize'");
  for (let bit = 0; bit < 16; bit += 1) {
    const value = Buffer.from('18');
    value[bit >> 3] = (value[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    write.run(value);
    expect(store.settings.read()).toEqual({ ...changed, textSize: 15 });
  }
  file.close();
  store.close();
  const { store: next, notices } = openTestStore(folder.path);
  expect(notices.map(({ code }) => code)).toEqual(['settings.damaged']);
  expect(next.settings.update({ textSize: 20 }).textSize).toBe(20);
  expect(next.countDamagedSettings()).toBe(0);
  next.close();
});
