import type { AppErrorData } from '#shared/errors/app-error';

/** What a person should know of the start. */
export interface StorageNotice {
  readonly code: string;
  readonly text: string;
  readonly error: AppErrorData | null;
}
