import { AppError, appError } from '#shared/errors/app-error';

export const notABackup = (): AppError =>
  new AppError(appError('backup.unreadable', 'This file is not a backup of Parley. Choose another file.'));

export const damagedBackup = (what?: string): AppError =>
  new AppError(
    appError(
      'backup.unreadable',
      `This backup is damaged or incomplete${what === undefined ? '' : ` (${what})`}, so nothing of it was used. Copy it again from where it was kept, or choose another one.`,
    ),
  );

export const strangeBackup = (what: string): AppError =>
  new AppError(
    appError(
      'backup.unreadable',
      `This backup holds something that Parley does not write (${what}), so nothing of it was used. Choose another one.`,
    ),
  );

export const newerBackup = (): AppError =>
  new AppError(
    appError('backup.newer', 'This backup was made by a newer Parley. Update Parley, then restore it.'),
  );

export const wrongPassphrase = (): AppError =>
  new AppError(
    appError('backup.wrong-passphrase', 'This is not the passphrase of this backup. Check it and try again.'),
  );

export const missingPassphrase = (): AppError =>
  new AppError(
    appError('backup.wrong-passphrase', 'This backup is encrypted. Enter the passphrase it was made with.'),
  );
