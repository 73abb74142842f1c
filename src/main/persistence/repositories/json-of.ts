import type { AppErrorData } from '#shared/errors/app-error';

export const jsonOf = (error: AppErrorData | null): string | null =>
  error === null ? null : JSON.stringify(error);
