import type { AppErrorData, ErrorCode } from '#shared/errors/app-error';

type BackupCode = Extract<ErrorCode, `backup.${string}`>;

/** What is wrong with a backup is known best where it was read; the fallback is for an error without words. */
const copy = (title: string, fallback: string) => ({
  title,
  sentence: ({ message }: AppErrorData): string => (message === '' ? fallback : message),
  actions: [],
});

export const backupErrorCopies: Readonly<Record<BackupCode, ReturnType<typeof copy>>> = {
  'backup.not-written': copy('The backup was not made', 'Choose another place, then try again.'),
  'backup.unreadable': copy('The backup cannot be used', 'Choose another backup.'),
  'backup.newer': copy('Made by a newer Parley', 'Update Parley, then restore it.'),
  'backup.wrong-passphrase': copy('Wrong passphrase', 'Check it and try again.'),
};
