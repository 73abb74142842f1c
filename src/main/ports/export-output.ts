import type { ExportOptions, ExportProgress, ExportScope } from '#shared/domain/export';

/**
 * Where an export goes. `isKept`: the folder may be there; what an earlier export left in it is replaced, nothing else.
 * `isConfirmed`: a file of the zip's name is replaced whatever it is; else only one that an export made.
 */
export type ExportTarget =
  | { readonly kind: 'zip'; readonly path: string; readonly isConfirmed: boolean }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'folder'; readonly path: string; readonly isKept: boolean };

type Chunks = AsyncIterable<string | Uint8Array>;

/** What an export writes, out of sight until it is whole. Throws AppError `export.not-written`; what `chunks` throws passes through. */
export interface ExportOutput {
  /** `name` may lie in a folder (`pictures/1.png`); of a single file it says nothing. Returns its size in bytes. */
  write(name: string, chunks: Chunks): Promise<number>;
  /** The same for a page that becomes a PDF. */
  print(name: string, title: string, page: Chunks): Promise<number>;
  /** Everything takes its place. */
  commit(): Promise<void>;
  /** Nothing of it stays. */
  discard(): Promise<void>;
}

export interface ExportJob {
  readonly conversations: ExportScope;
  readonly options: ExportOptions;
  readonly target: ExportTarget;
}

/** Everything that is held, as one archive that is read without Parley. */
export interface EverythingJob {
  readonly conversations: 'everything';
  readonly target: ExportTarget;
}

export interface ExportHooks {
  readonly onProgress: (progress: ExportProgress) => void;
  /** A file is written; it takes its place when all are. */
  readonly onFile: (file: { readonly name: string; readonly bytes: number }) => void;
  readonly signal: AbortSignal;
}

export interface ExportOutcome {
  readonly conversations: number;
  readonly messages: number;
  readonly files: number;
  readonly bytes: number;
}

/** Runs an export to its end. Throws AppError `export.not-written`, `conversation.not-found`, `cancelled`, `storage.*`. */
export type RunExport = (job: ExportJob | EverythingJob, hooks: ExportHooks) => Promise<ExportOutcome>;

/** Makes a PDF of a page on the disk that loads nothing. Throws AppError `export.not-written`. */
export type PrintPage = (page: {
  readonly from: string;
  readonly to: string;
  readonly title: string;
}) => Promise<void>;
