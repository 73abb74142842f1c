/** How far a backup or a restore is. */
export interface BackupProgress {
  readonly phase: BackupPhase;
  /** Bytes, or conversations while these are compared or added. */
  readonly done: number;
  readonly total: number;
}

export type BackupPhase = 'copying' | 'writing' | 'verifying' | 'opening' | 'comparing' | 'adding';

/** What every long job is given. */
export interface JobControl {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: BackupProgress) => void;
}
