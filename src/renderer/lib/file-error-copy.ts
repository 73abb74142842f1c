import type { AppErrorData, ErrorCode } from '#shared/errors/app-error';

type FileCode = Extract<ErrorCode, `attachment.${string}`>;

/** What is wrong with a file is known best where it was looked at; the fallback is for an error without words. */
const copy = (title: string, fallback: string) => ({
  title,
  sentence: ({ message }: AppErrorData): string => (message === '' ? fallback : message),
  actions: [],
});

export const fileErrorCopies: Readonly<Record<FileCode, ReturnType<typeof copy>>> = {
  'attachment.not-found': copy('The file is gone', 'This file is not stored any more. Attach it again.'),
  'attachment.too-many': copy('Too many files', 'A message carries at most 20 files. Remove one.'),
  'attachment.too-large': copy('The file is too large', 'Attach a smaller one, or a part of it.'),
  'attachment.unsupported': copy(
    'This kind of file cannot be sent',
    'Attach it as text, PDF, .docx, .xlsx or .pptx, or an image as PNG or JPEG.',
  ),
  'attachment.empty': copy('There is no text in it', 'Attach a file with text in it.'),
  'attachment.protected': copy('Protected by a password', 'Save the file without a password first.'),
  'attachment.damaged': copy('The file is damaged', 'Save it anew in its own program, then attach that.'),
  'attachment.too-complex': copy(
    'The file takes too much to read',
    'Attach a smaller part of it, or its text.',
  ),
  'attachment.not-a-file': copy('This is not a file', 'Choose a file that can be read.'),
  'attachment.not-copied': copy('The image was not copied', 'Save it instead.'),
};
