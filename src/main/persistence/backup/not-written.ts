import { AppError, appError } from '#shared/errors/app-error';

const sentences: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full. Free some space or choose another place.',
  EDQUOT: 'There is no room left for you on this disk. Free some space or choose another place.',
  EFBIG: 'The file is too large for this disk. Choose another place.',
  EACCES: 'You may not write there. Choose another folder.',
  EPERM: 'You may not write there. Choose another folder.',
  EROFS: 'This disk is read-only. Choose another place.',
  ENOENT: 'The folder is not there. Connect its disk, or choose another folder.',
  ENOTDIR: 'This is not a folder. Choose another place.',
  EISDIR: 'There is a folder of this name. Choose another name.',
  EBUSY: 'The file is in use by another program. Close it there, or choose another name.',
  EIO: 'The disk does not work. Choose another place.',
};

/** Turns what the file system says into AppError `backup.not-written`, with what to do. */
export async function notWritten<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof AppError || !(cause instanceof Error) || !('code' in cause)) throw cause;
    const sentence = typeof cause.code === 'string' ? sentences[cause.code] : undefined;
    if (sentence === undefined) throw cause;
    const error = new AppError(appError('backup.not-written', `The backup was not written. ${sentence}`));
    error.cause = cause;
    throw error;
  }
}
