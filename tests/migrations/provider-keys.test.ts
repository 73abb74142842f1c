import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openClient } from '#main/persistence/database';
import { listMigrations, migrate } from '#main/persistence/migrate';
import { migrationsFolder, openTestStore, temporaryFolder } from '../harness/database';

/** A database of the version in which a provider had one key, in its own row. */
function layOldDatabase(folder: string): void {
  const database = join(folder, 'parley.db');
  const client = openClient(database, { isReadOnly: false });
  const all = listMigrations(migrationsFolder);
  const before = all.slice(
    0,
    all.findIndex(({ tag }) => tag.endsWith('_provider_keys')),
  );
  migrate(client, { database, migrations: before, now: 1, takeSnapshot: () => undefined });
  const insert = client.prepare(
    `INSERT INTO provider (id, kind, name, base_url, is_enabled, key_last4, key_updated_at, key_origin, position)
     VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?)`,
  );
  insert.run('openai', 'openai', 'OpenAI', null, '9f3A', 5, null, 1);
  insert.run('mine', 'compatible', 'Mine', 'http://127.0.0.1:9/v1', 'abcd', 6, 'http://127.0.0.1:9', 2);
  insert.run('none', 'compatible', 'None', 'http://127.0.0.1:9/v1', null, null, null, 3);
  client.close();
}

const unused = {
  ...{
    label: null,
    lastUsedAt: null,
    lastError: null,
    expiresAt: null,
    position: 1,
    state: 'ready',
    replaces: null,
  },
};
const keys = [
  {
    id: 'mine',
    providerId: 'mine',
    last4: 'abcd',
    origin: 'http://127.0.0.1:9',
    createdAt: 6,
    updatedAt: 6,
    ...unused,
  },
  { id: 'openai', providerId: 'openai', last4: '9f3A', origin: null, createdAt: 5, updatedAt: 5, ...unused },
];

// Catches: a key that has to be entered again after an update, because what is known of it was left behind.
test('the one key of each provider is the first of its keys', async () => {
  using folder = temporaryFolder();
  layOldDatabase(folder.path);
  const { store } = openTestStore(folder.path);
  expect(store.providerKeys.list()).toEqual(keys);
  expect(store.providers.list().map(({ id, name }) => [id, name])).toEqual([
    ['openai', 'OpenAI'],
    ['mine', 'Mine'],
    ['none', 'None'],
  ]);
  await store.tidy();
  expect(store.providerKeys.list()).toEqual(keys);
  store.close();
});

// Catches: a table that the damaged file does not have yet, which kept every row of it from being read.
test('a damaged database of that version is repaired with its keys', () => {
  using folder = temporaryFolder();
  layOldDatabase(folder.path);
  const file = openSync(join(folder.path, 'parley.db'), 'r+');
  writeSync(file, Buffer.alloc(100, 7), 0, 100, 0);
  closeSync(file);
  const { store, notices } = openTestStore(folder.path);
  expect(notices.map(({ code }) => code)).toEqual(['storage.restored']);
  expect(store.providerKeys.list()).toEqual(keys);
  expect(store.providers.list()).toHaveLength(3);
  store.close();
});
