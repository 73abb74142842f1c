import { AppError, appError, type ErrorCode } from '#shared/errors/app-error';
import { plainLine } from '#shared/domain/plain-line';

const refusal = (code: Extract<ErrorCode, `import.${string}`>, sentence: string): AppError =>
  new AppError(appError(code, sentence));

const shown = (path: string): string => `“${plainLine(path.slice(-120), 120)}”`;

export const unsafe = (path: string, why: string): AppError =>
  refusal('import.unsafe', `The archive holds ${shown(path)}, ${why}. Nothing was taken from it.`);
export const overlapping = (): AppError =>
  refusal(
    'import.unsafe',
    'Files in the archive lie over each other, as in one that is made to fill a disk. Nothing was taken from it.',
  );
export const inflated = (path: string): AppError =>
  refusal(
    'import.unsafe',
    `${shown(path)} would become far larger than what is packed, as in an archive that is made to fill a disk. Nothing was taken from it.`,
  );
export const encrypted = (): AppError =>
  refusal(
    'import.encrypted',
    'The archive is protected with a password. Unpack it first, then choose its folder.',
  );
export const damagedArchive = (): AppError =>
  refusal(
    'import.damaged',
    'The archive is damaged or was not downloaded whole. Download it again, then choose it.',
  );
export const damagedEntry = (path: string): AppError =>
  refusal('import.damaged', `${shown(path)} in the archive is damaged.`);
export const unknownMethod = (path: string): AppError =>
  refusal('import.not-readable', `${shown(path)} is packed in a way that Parley does not know.`);
export const tooMany = (most: number): AppError =>
  refusal(
    'import.too-large',
    `It holds more than ${most.toLocaleString('en')} files. Choose a folder with a part of them.`,
  );
export const tooLarge = (): AppError =>
  refusal('import.too-large', 'It holds more than 64 GB. Choose a folder with a part of it.');
export const notReadable = (): AppError =>
  refusal(
    'import.not-readable',
    'It could not be opened. See whether it is still there, and whether you may read it.',
  );
export const backupOfParley = (): AppError =>
  refusal(
    'import.not-readable',
    'This is a backup of Parley. “Restore a backup…” (Settings, Data), or --restore in a terminal, shows what is in it and brings it back.',
  );
export const notAFile = (): AppError =>
  refusal('import.not-readable', 'This is neither a file nor a folder. Choose one of those.');
export const changed = (path: string): AppError =>
  refusal('import.not-readable', `${shown(path)} was changed while it was read. Try again.`);
