import type { AppErrorData, ErrorCode } from '#shared/errors/app-error';

type ErasureCode = Extract<ErrorCode, 'conversation.held' | 'erasure.refused'>;

/** Why nothing was deleted is known best where it was refused; the fallback is for an error without words. */
const copy = (title: string, fallback: string) => ({
  title,
  sentence: ({ message }: AppErrorData): string => (message === '' ? fallback : message),
  actions: [],
});

export const erasureErrorCopies: Readonly<Record<ErasureCode, ReturnType<typeof copy>>> = {
  'conversation.held': copy('This is on hold', 'Lift the hold in Settings, Privacy, first.'),
  'erasure.refused': copy('Nothing was erased', 'Try again when no reply is being written.'),
};

export const unfinishedErasure =
  'The disk is too full to write the database anew: a start with more space ends it, and traces may be left until then.';
