import type { AppErrorData, ErrorCode } from '#shared/errors/app-error';

type ReviewCode = Extract<ErrorCode, `review.${string}`>;

const copy = (title: string, fallback: string) => ({
  title,
  sentence: ({ message }: AppErrorData): string => (message === '' ? fallback : message),
  actions: [],
});

export const reviewErrorCopies: Readonly<Record<ReviewCode, ReturnType<typeof copy>>> = {
  'review.refused': copy('Not in a review', 'This is a review: everything can be read, nothing changed.'),
  'review.not-readable': copy('This cannot be reviewed', 'Choose an export, a backup or a data folder.'),
};
