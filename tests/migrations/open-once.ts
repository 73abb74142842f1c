// The process that the migration kill test ends: it opens a data folder with the given migrations and says when it did.
import { writeSync } from 'node:fs';
import { openStore } from '#main/persistence/open-store';

const [folder, migrationsFolder] = process.argv.slice(2);
if (folder === undefined || migrationsFolder === undefined) throw new Error('usage: FOLDER MIGRATIONS');
const quiet = (): void => undefined;
writeSync(1, 'begin\n');
const opening = openStore({
  folder,
  clock: { now: Date.now, monotonic: () => performance.now() },
  logger: { error: quiet, warn: quiet, info: quiet, debug: quiet },
  resources: { migrationsFolder, snapshotWorker: null },
});
writeSync(1, opening.ok ? 'open\n' : `${opening.error.code}\n`);
if (opening.ok) opening.value.store.close();
