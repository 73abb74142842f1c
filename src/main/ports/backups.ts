import type {
  BackupProgress,
  BackupSummary,
  RestoreChoices,
  RestorePreview,
  RestoreResult,
} from '#shared/domain/backup';

/** What every long job is given. */
export interface JobControl {
  /** Aborted: the job rejects with the signal's reason, and nothing is left of it. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: BackupProgress) => void;
}

/** A backup that was verified and unpacked, until it is closed. */
export interface OpenedBackup {
  readonly id: string;
  readonly summary: BackupSummary;
  readonly preview: RestorePreview;
}

/**
 * Backups of everything that is stored. Paths are those that a person chose in this process. Long work runs in a thread of
 * its own where it can. Throws AppError `backup.*` and `storage.*`.
 */
export interface Backups {
  /** Writes a backup and reads it back; a file of that name stays until the new one is verified. */
  write(
    request: { readonly file: string; readonly passphrase: string | null },
    control: JobControl,
  ): Promise<BackupSummary>;
  isEncrypted(file: string): Promise<boolean>;
  open(file: string, passphrase: string | null, control: JobControl): Promise<OpenedBackup>;
  /**
   * Takes a snapshot, then brings the backup in, all of it or nothing. Nothing else is written meanwhile: who tries fails
   * with `storage.busy`. The backup stays open.
   */
  restore(id: string, choices: RestoreChoices, control: JobControl): Promise<RestoreResult>;
  close(id: string): void;
}
