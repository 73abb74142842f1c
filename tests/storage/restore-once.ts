// The process that the restore kill test ends: it restores an opened backup's file into a data folder and says when it began.
import { writeSync } from 'node:fs';
import { openStore } from '#main/persistence/open-store';

const [folder, file, migrationsFolder] = process.argv.slice(2);
if (folder === undefined || file === undefined || migrationsFolder === undefined) {
  throw new Error('usage: FOLDER BACKUP MIGRATIONS');
}
const quiet = (): void => undefined;
const opening = openStore({
  folder,
  clock: { now: Date.now, monotonic: () => performance.now() },
  logger: { error: quiet, warn: quiet, info: quiet, debug: quiet },
  resources: { migrationsFolder, snapshotWorker: null },
});
if (!opening.ok) throw new Error(opening.error.message);
const { store } = opening.value;
const control = { signal: new AbortController().signal, onProgress: quiet };
const { id } = await store.backups.open(file, null, control);
writeSync(1, 'begin\n');
await store.backups.restore(id, { way: 'replace', bringBack: 'all', withSettings: false }, control);
writeSync(1, 'end\n');
store.close();
