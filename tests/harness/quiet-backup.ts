import { composeBackup, type BackupParts } from '#main/bootstrap/compose-backup';
import type { BackupFiles } from '#main/ports/backup-files';

/** Nobody chooses a place. */
const nowhere: BackupFiles = {
  chooseTarget: () => Promise.resolve(null),
  chooseBackup: () => Promise.resolve(null),
  chooseFolder: () => Promise.resolve(null),
};

type Given = Omit<BackupParts, 'files' | 'onSettings' | 'tell'> & Partial<BackupParts>;

/** Backups as the app composes them, where nobody is asked anything. */
export const quietBackup = (given: Given) =>
  composeBackup({ files: nowhere, onSettings: () => undefined, tell: () => undefined, ...given });
