// The process that the erasure kill test ends: it starts on a data folder as the app does, ends an erasure that was cut
// off, or does the one that it is told.
import { renameSync } from 'node:fs';
import { endErasure } from '#main/bootstrap/end-erasure';
import { dataPaths } from '#main/persistence/data-folder';
import { emptyFolder } from '#main/persistence/erasure/empty-folder';
import { noteEverything } from '#main/persistence/erasure/note-everything';
import { openStore } from '#main/persistence/open-store';
import type { ConversationId, PersonaId } from '#shared/domain/ids';
import { folderSecretStore } from '../fakes/folder-secret-store';

export interface EraseOrders {
  readonly folder: string;
  readonly migrationsFolder: string;
  /** `rest`: what another start has left. */
  readonly what: 'conversation' | 'persona' | 'everything' | 'rest';
  readonly conversationId: ConversationId;
  readonly personaId: PersonaId;
  /** Where its keys are: a file for each account. */
  readonly keychain: string;
  /** Renamed when the erasure begins, so that its calls are told from those of the start. */
  readonly mark: string;
}

const orders = JSON.parse(process.argv[2] ?? '') as EraseOrders;
const { folder, what, mark, keychain } = orders;
const begin = (): void => renameSync(mark, `${mark}.begun`);
const quiet = (): void => undefined;

if (what === 'everything') {
  begin();
  noteEverything(dataPaths(folder), Date.now());
}
if (what === 'rest') begin();
emptyFolder(folder, Date.now());
await endErasure({ folder, openSecrets: () => folderSecretStore(keychain), now: Date.now() });
const opening = openStore({
  folder,
  clock: { now: Date.now, monotonic: () => performance.now() },
  logger: { error: quiet, warn: quiet, info: quiet, debug: quiet },
  resources: { migrationsFolder: orders.migrationsFolder, snapshotWorker: null },
});
if (!opening.ok) throw new Error(opening.error.message);
const { store } = opening.value;
if (what === 'rest') await store.eraser.finish();
if (what === 'conversation' || what === 'persona') {
  begin();
  const target =
    what === 'persona'
      ? ({ type: 'persona', id: orders.personaId } as const)
      : ({ type: 'conversations', ids: [orders.conversationId] } as const);
  await store.eraser.erase(target);
}
store.close();
