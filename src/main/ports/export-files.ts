import type { ExportTarget } from './export-output';

/** A place for one file that a person chose. Its path stays on this side. */
export interface ExportFile {
  /** As it is called on the disk. */
  readonly name: string;
  readonly target: ExportTarget;
  /** Writes all or nothing: a file that was there before stays until the new one is whole. Throws `export.not-written`. */
  write(chunks: AsyncIterable<string | Uint8Array>): Promise<void>;
  /** Shows it in the system's file manager. */
  reveal(): void;
}

/** A folder that does not exist yet, in a place that a person chose. */
export type ExportFolder = Pick<ExportFile, 'name' | 'target' | 'reveal'>;

export interface FileSuggestion {
  /** What the dialog is called. */
  readonly title: string;
  /** A name that every system takes, with its ending. */
  readonly name: string;
  /** Without a dot. */
  readonly ending: string;
  /** What files of this kind are called. */
  readonly kind: string;
}

/** Asks a person where a file goes. */
export interface ExportFiles {
  /** Null when they chose no place. */
  choose(windowId: number, suggestion: FileSuggestion): Promise<ExportFile | null>;
  /** The same for a new folder; `name` as every system takes it. */
  chooseFolder(
    windowId: number,
    suggestion: Pick<FileSuggestion, 'title' | 'name'>,
  ): Promise<ExportFolder | null>;
  /** Prints a page by the system's dialog; left out where there are no windows. False: it was not printed. */
  print?(html: string): Promise<boolean>;
}
