import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openClient } from '#main/persistence/database';
import { listMigrations, migrate } from '#main/persistence/migrate';
import { addSums } from '#shared/domain/add-sums';
import { migrationsFolder, openTestStore, temporaryFolder } from '../harness/database';

/** A database of the version before there was a ledger, with three attempts of a conversation that is gone by now. */
function layOldDatabase(folder: string): void {
  const database = join(folder, 'parley.db');
  const client = openClient(database, { isReadOnly: false });
  const all = listMigrations(migrationsFolder);
  const before = all.slice(
    0,
    all.findIndex(({ tag }) => tag.endsWith('_ledger')),
  );
  migrate(client, { database, migrations: before, now: 1, takeSnapshot: () => undefined });
  const insert = client.prepare(
    `INSERT INTO attempt (id, message_id, conversation_id, provider_id, model_id, model_name, outcome, error,
       input_tokens, output_tokens, cost, started_at, first_token_ms) VALUES (?, 'm', 'c', ?, 'x', 'X', ?, ?, ?, ?, ?, ?, 5)`,
  );
  insert.run('one', 'openai', 'complete', null, 1_000, 7, 0.1 + 0.2, 10);
  insert.run('two', 'openai', 'error', '{"code":"auth","message":"No."}', null, null, null, 20);
  insert.run('three', 'openai', null, null, null, null, null, 30);
  insert.run('four', 'guide', 'complete', 'not json', 1, 1, null, 40);
  client.close();
}

// Catches: money of before that is lost, or that is off by the rounding of a float.
test('the ledger begins with what was asked before there was one', () => {
  using folder = temporaryFolder();
  layOldDatabase(folder.path);
  const { store } = openTestStore(folder.path);
  const range = { from: null, to: null };
  expect(addSums(store.usage.days(range).map(({ sum }) => sum))).toMatchObject({
    requests: 4,
    failed: 2,
    input: 1_001,
    nanos: 300_000_000,
    // What failed after its first word, and what a crash cut off.
    unpriced: 2,
  });
  expect(store.usage.list(range, 0, 10).map((row) => [row.outcome, row.errorCode, row.cost])).toEqual([
    ['complete', null, 300_000_000],
    ['error', 'auth', null],
    ['interrupted', 'interrupted', null],
    ['complete', null, 0],
  ]);
  store.close();
});
