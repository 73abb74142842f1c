import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openClient } from '#main/persistence/database';
import { listMigrations, migrate } from '#main/persistence/migrate';
import { providerIdSchema } from '#shared/domain/ids';
import { migrationsFolder, openTestStore, temporaryFolder } from '../harness/database';

/** A database of the version in which no list told prices, with a model, a request that was paid for and a key. */
function layOldDatabase(folder: string): void {
  const database = join(folder, 'parley.db');
  const client = openClient(database, { isReadOnly: false });
  const all = listMigrations(migrationsFolder);
  const before = all.slice(
    0,
    all.findIndex(({ tag }) => tag.endsWith('_listed_prices')),
  );
  migrate(client, { database, migrations: before, now: 1, takeSnapshot: () => undefined });
  client.exec(`
    INSERT INTO provider_model (provider_id, model_id, position, name, is_deprecated, fetched_at)
      VALUES ('router', 'a/b', 0, 'A: B', 0, 77);
    INSERT INTO ledger (id, purpose, provider_id, model_id, model_name, started_at, outcome, input_tokens, output_tokens,
      input_price, output_price, price_source, price_seen_on, cost)
      VALUES ('one', 'turn', 'router', 'a/b', 'A: B', 10, 'complete', 1000, 10, 3000000, 15000000, 'catalogue', '2026-11-01', 3150000);
    INSERT INTO provider_key (id, provider_id, last4, created_at, updated_at, position, state)
      VALUES ('router', 'router', '9f3A', 1, 1, 1, 'ready')`);
  client.close();
}

// Catches: what was paid that changes with an update, a list that is gone until it is asked for again.
test('what was known before has no listed price, and what was paid stays as it was', () => {
  using folder = temporaryFolder();
  layOldDatabase(folder.path);
  const { store } = openTestStore(folder.path);
  const router = providerIdSchema.parse('router');
  expect(store.providers.listModels(router)).toMatchObject([{ id: 'a/b', name: 'A: B', prices: null }]);
  expect(store.usage.list({ from: null, to: null }, 0, 10)).toMatchObject([
    {
      cost: 3_150_000,
      inputPrice: 3_000_000,
      reasoningPrice: null,
      requestPrice: null,
      priceSource: 'catalogue',
    },
  ]);
  expect(store.providerKeys.list()).toMatchObject([{ last4: '9f3A', lastError: null }]);
  store.close();
});
