import type { ImportedItem, ImportNews, ImportOptions } from '#shared/domain/import';

export interface ImportJob {
  readonly importId: string;
  /** Of a file, an archive or a folder that a person chose. */
  readonly path: string;
  /** Null looks only: nothing is stored. */
  readonly options: ImportOptions | null;
  /** Records, when a look before has counted them. */
  readonly total: number | null;
}

export interface RunningImport {
  pause(): void;
  resume(): void;
  /** Ends after what is being written; whole conversations stay. */
  cancel(): void;
}

/** Reads exports and stores what is in them, beside the main process. */
export interface ImportRunner {
  /** The last news is `end`, whatever happens. */
  run(job: ImportJob, tell: (news: ImportNews) => void): RunningImport;
  /** The report of the latest run of a job, item by item. */
  items(importId: string): AsyncIterable<ImportedItem>;
  /** Removes what was kept for the report. */
  forget(importId: string): Promise<void>;
}
