import type { BackupFeature } from '#main/features/backup/create-backup';
import type { DroppedSources } from '#main/ports/import-places';
import type { Handlers } from '../handlers';
import { nothing } from './nothing';

export const backupHandlers = (backup: BackupFeature, dropped: DroppedSources) =>
  ({
    'backup.state': () => backup.state(),
    'backup.write': ({ passphrase }, { windowId }) => backup.write(passphrase, windowId),
    'backup.stop': () => nothing(() => backup.stop()),
    'backup.chooseFolder': (_input, { windowId }) => backup.chooseFolder(windowId),
    'backup.setSchedule': async (input) => {
      await backup.setSchedule(input);
      return null;
    },
    'backup.choose': (_input, { windowId }) => backup.choose(windowId),
    'backup.takeDropped': (_input, { windowId }) => {
      const file = dropped.take(windowId);
      return file === null ? null : backup.take(file);
    },
    'backup.open': ({ token, passphrase }) => backup.open(token, passphrase),
    'backup.restore': ({ id, choices }) => backup.restore(id, choices),
    'backup.close': ({ id }) => nothing(() => backup.close(id)),
  }) satisfies Partial<Handlers>;
