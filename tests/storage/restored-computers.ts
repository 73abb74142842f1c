import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Store } from '#main/persistence/store';
import type { RestoreChoices } from '#shared/domain/backup';
import { cheapCost, quiet } from '../harness/backup';
import { fakeClock, openTestStore, temporaryFolder } from '../harness/database';

export const merge: RestoreChoices = { way: 'merge', bringBack: 'none', withSettings: false };

/** A computer: a data folder with its store. */
export function useComputer() {
  const folder = temporaryFolder();
  const clock = fakeClock();
  const { store } = openTestStore(folder.path, { clock, passphraseCost: cheapCost });
  onTestFinished(() => {
    store.close();
    folder[Symbol.dispose]();
  });
  const file = join(folder.path, 'a.parley-backup');
  return { folder: folder.path, clock, store, file };
}

export const backUp = async ({ store, file }: { readonly store: Store; readonly file: string }) => {
  await store.backups.write({ file, passphrase: 'correct horse' }, quiet);
  return file;
};

export async function restore(store: Store, file: string, choices: Partial<RestoreChoices> = {}) {
  const opened = await store.backups.open(file, 'correct horse', quiet);
  const result = await store.backups.restore(opened.id, { ...merge, ...choices }, quiet);
  store.backups.close(opened.id);
  return { ...opened, result };
}
