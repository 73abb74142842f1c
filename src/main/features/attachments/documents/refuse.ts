import { appError, type AppErrorData } from '#shared/errors/app-error';
import { fail, type Result } from '#shared/kernel/result';

type AttachmentCode = Extract<AppErrorData['code'], `attachment.${string}`>;

/** Why a file is not taken: what it is, and what to do about it. */
export const refuse = (code: AttachmentCode, sentence: string): Result<never, AppErrorData> =>
  fail(appError(code, sentence));
