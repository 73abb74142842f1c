import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { v7 } from 'uuid';
import { systemClock } from '#main/bootstrap/compose-engine';
import { openStore } from '#main/persistence/open-store';
import type { Store } from '#main/persistence/store';
import { folderIdSchema } from '#shared/domain/ids';
import type { ListScope, RowCursor } from '#shared/domain/organisation';
import { silentLogger, temporaryFolder } from '../harness/database';
import type { Measure } from './bench-measures';

const many = 100_000;
const few = 100;
const folderId = folderIdSchema.parse(v7());

function openWith(folder: string, migrationsFolder: string, count: number): Store {
  const open = () => {
    const opening = openStore({
      folder,
      clock: systemClock,
      logger: silentLogger,
      resources: { migrationsFolder, snapshotWorker: null },
    });
    if (!opening.ok) throw new Error(opening.error.message);
    return opening.value.store;
  };
  open().close();
  fill(join(folder, 'parley.db'), count);
  return open();
}

/** A fifth is archived, a fifth in a folder, a fifth in the trash, some are pinned, and each second one has tags. */
function fill(path: string, count: number): void {
  const client = new SqliteDatabase(path);
  client.pragma('synchronous = OFF');
  const insert = client.prepare(
    `INSERT INTO conversation (id, title, title_source, created_at, updated_at, list_position, revision,
       pinned_at, archived_at, folder_id, deleted_at) VALUES (?, ?, 'manual', ?, ?, ?, 1, ?, ?, ?, ?)`,
  );
  const tag = client.prepare('INSERT INTO conversation_tag (conversation_id, tag) VALUES (?, ?)');
  client.transaction(() => {
    client
      .prepare('INSERT INTO folder (id, name, position, created_at) VALUES (?, ?, 1, 1)')
      .run(folderId, 'Work');
    for (let index = 0; index < count; index += 1) {
      const id = v7();
      const is = (nth: number): number | null => (index % 5 === nth ? index : null);
      const title = `Conversation ${index} about ${['logs', 'rivers', 'Thermodynamik', '漢字'][index % 4] ?? ''}`;
      const pinnedAt = index % 1_000 === 0 ? 1 : null;
      insert.run(
        id,
        title,
        index,
        index,
        index + 1,
        pinnedAt,
        is(1),
        index % 5 === 2 ? folderId : null,
        is(3),
      );
      if (index % 2 === 0) tag.run(id, `tag ${index % 40}`);
    }
  })();
  client.close();
}

/** Median time of some rounds, in ms. */
function median(rounds: number, work: () => void): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).sort((left, right) => left - right);
  return times[Math.floor(rounds / 2)] ?? 0;
}

function reader(store: Store) {
  return (scope: ListScope, before: RowCursor | null = null, limit = 60): number => {
    const read = (): void => void store.organisation.list(scope, before, limit);
    read();
    return median(60, read);
  };
}

/** Pages of the sidebar's lists among 100,000 conversations, against the same among 100. */
export function measureLists(migrationsFolder: string): readonly Measure[] {
  using folder = temporaryFolder();
  using small = temporaryFolder();
  const [store, other] = [
    openWith(folder.path, migrationsFolder, many),
    openWith(small.path, migrationsFolder, few),
  ];
  const [page, floor] = [reader(store), reader(other)];
  const measure = (name: string, value: number, least: number): Measure => ({
    name: `lists: ${name} among 100,000 conversations`,
    value,
    unit: 'ms',
    ratio: value / least,
    floor: `among ${few}`,
  });
  const middle = { rank: 0, position: many / 2 };
  const scopes: readonly ListScope[] = [
    { type: 'recent' },
    { type: 'folder', folderId },
    { type: 'archived' },
  ];
  const rows = [
    ...scopes.map((scope) => measure(`first 60 of “${scope.type}”`, page(scope), floor(scope))),
    measure('60 from the middle', page({ type: 'recent' }, middle), floor({ type: 'recent' })),
    measure('first 60 of a tag', page({ type: 'tag', tag: 'tag 4' }), floor({ type: 'tag', tag: 'tag 4' })),
    {
      name: 'lists: folders and tags with their counts',
      value: median(20, () => {
        store.organisation.listFolders();
        store.organisation.listTags();
      }),
      unit: 'ms',
    },
  ];
  store.close();
  other.close();
  return rows;
}
