import type { AppErrorData, ErrorCode } from '#shared/errors/app-error';

/** What main answers, without the schemas: they try to make code, which the page's policy does not allow. */
export const plainError = (
  code: ErrorCode,
  message: string,
  rest: Partial<AppErrorData> = {},
): AppErrorData => ({ code, message, ...rest });
