// The process that the kill test of search ends: it stores and removes messages while it brings the index up to them, in
// steps as small as they come.
import SqliteDatabase from 'better-sqlite3';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { createSearchSession } from '#main/persistence/search/search-session';
import { addTurn, openTestStore } from '../harness/database';

const [folder, migrationsFolder] = process.argv.slice(2);
if (folder === undefined || migrationsFolder === undefined) throw new Error('usage: FOLDER MIGRATIONS');
const { store } = openTestStore(folder, { resources: { migrationsFolder, snapshotWorker: null } });
const session = createSearchSession({
  database: join(folder, 'parley.db'),
  index: join(folder, 'search.db'),
});
const other = new SqliteDatabase(join(folder, 'parley.db'));
other.pragma('foreign_keys = ON');
const kept = other.prepare<[], string>('SELECT id FROM conversation ORDER BY list_position').pluck().all();
for (let turn = 0; ; turn += 1) {
  const { conversationId } = addTurn(
    store,
    `Question ${turn} of ${process.pid}`,
    `Antwort ${turn} 東京都 -> C#`,
  );
  kept.push(conversationId);
  if (turn % 3 === 2) other.prepare('DELETE FROM conversation WHERE id = ?').run(kept.shift());
  if (turn % 5 === 4)
    other
      .prepare("UPDATE part SET payload = replace(payload, 'Antwort', 'Réponse') WHERE rowid % 7 = 0")
      .run();
  if (turn % 2 === 0) session.work(0);
  if (turn % 40 === 39) while (session.work(1));
  writeSync(1, `${turn}\n`);
}
