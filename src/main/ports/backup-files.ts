/** A file that a person chose. Its path stays on this side. */
export interface ChosenFile {
  readonly path: string;
  /** As it is called on the disk. */
  readonly name: string;
}

/** Asks a person where backups go and where they are; null when they chose nothing. */
export interface BackupFiles {
  chooseTarget(windowId: number, name: string): Promise<ChosenFile | null>;
  chooseBackup(windowId: number): Promise<ChosenFile | null>;
  chooseFolder(windowId: number): Promise<string | null>;
}
