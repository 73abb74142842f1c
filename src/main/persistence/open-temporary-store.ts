import SqliteDatabase from 'better-sqlite3';
import type { Clock } from '#main/ports/clock';
import type { Ledger } from '#main/ports/ledger';
import { createMemoryBlobStore } from './blobs/memory-blob-store';
import { createConversationRepositories } from './conversation-store';
import type { ConversationStore } from './conversation-store';
import { createDatabase } from './database';
import type { Client } from './database';
import { listMigrations, migrate } from './migrate';
import { createLedgerRows, temporaryLedger } from './repositories/ledger-rows';
import { createFindInBranch } from './search/find-in-branch';

/** No page of it, no journal and no file for sorting is ever written anywhere. */
function openInMemory(): Client {
  const client = new SqliteDatabase(':memory:');
  client.pragma('foreign_keys = ON');
  client.pragma('temp_store = MEMORY');
  client.pragma('secure_delete = ON');
  return client;
}

/** Conversations that are only in memory, in the same tables as the others. They go when it is closed; what they cost stays known. */
export function openTemporaryStore(options: {
  /** The folder `drizzle/` as shipped. */
  readonly migrationsFolder: string;
  readonly clock: Clock;
  /** The ledger on the disk. */
  readonly ledger: Ledger;
}): ConversationStore & { close(): void } {
  const { clock, migrationsFolder } = options;
  const client = openInMemory();
  const migrations = listMigrations(migrationsFolder);
  migrate(client, { database: ':memory:', migrations, now: clock.now(), takeSnapshot: () => undefined });
  const database = createDatabase(client, clock, {
    onCommit: () => undefined,
    onDamage: () => undefined,
    findDiskTrouble: () => null,
    makeSpace: () => false,
  });
  const findInBranch = createFindInBranch(client, null);
  return {
    ...createConversationRepositories(database, temporaryLedger(createLedgerRows(database), options.ledger)),
    blobs: createMemoryBlobStore(),
    search: { find: (conversationId, text) => Promise.resolve(findInBranch(conversationId, text)) },
    close: () => client.close(),
  };
}
