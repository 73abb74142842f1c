import type { AppErrorData, ErrorCode } from '#shared/errors/app-error';

const said = (title: string, otherwise: string) => ({
  title,
  sentence: ({ message }: AppErrorData) => (message === '' ? otherwise : message),
  actions: [],
});

/** Words for what went wrong while conversations were brought in. The engine's own sentence says it more exactly. */
export const importErrorCopies = {
  'import.not-recognised': said(
    'Nothing was brought in',
    'Choose the file as the other program gave it to you: its zip, or the folder or file that was in it.',
  ),
  'import.not-readable': said(
    'It could not be read',
    'The file or folder could not be opened. See whether it is still there, and whether you may read it.',
  ),
  'import.damaged': said('It cannot be read', 'Ask the other program for a new export, and bring that in.'),
  'import.encrypted': said('It is encrypted', 'Unpack it with its password first, then choose the folder.'),
  'import.unsafe': said(
    'It was not opened',
    'The archive holds names that point outside of it. Nothing was taken from it.',
  ),
  'import.too-large': said('It is too large', 'It holds more than Parley takes in at once.'),
  'import.busy': said('An import is running', 'Wait for its end, or cancel it first.'),
  'import.not-found': said('This import is over', 'Choose the file again.'),
} satisfies Partial<Record<ErrorCode, object>>;
