import type { AppErrorData } from '#shared/errors/app-error';
import type { backupKeepChoices } from '#shared/domain/backup-keep';

/** When backups are made by themselves, and how the last one ended. It names places of this computer; a window is told only where the folder is, before something is erased. */
export interface BackupPlan {
  readonly every: 'never' | 'daily' | 'weekly';
  readonly keep: (typeof backupKeepChoices)[number];
  /** Path of the folder; null: none was chosen. */
  readonly folder: string | null;
  readonly isEncrypted: boolean;
  /** When the last scheduled one was verified; null: never. */
  readonly writtenAt: number | null;
  /** Names of those in the folder that this Parley made, the oldest first. No other file is ever removed. */
  readonly files: readonly string[];
  readonly last: {
    readonly at: number;
    readonly fileName: string;
    readonly bytes: number | null;
    readonly isScheduled: boolean;
    readonly error: AppErrorData | null;
  } | null;
}

export interface BackupPlans {
  read(): BackupPlan;
  update(change: Partial<BackupPlan>): BackupPlan;
}
