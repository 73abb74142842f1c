import { appError, AppError } from '#shared/errors/app-error';
import type { ImportSource, SourceEntry } from '../import-format';

/** What fits in one string with room to spare. */
const mostBytes = 400 * 1024 * 1024;

/** The whole of a file as text, without a byte order mark. Throws AppError `import.too-large`. */
export async function readText(source: ImportSource, entry: SourceEntry): Promise<string> {
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  let bytes = 0;
  for await (const piece of source.open(entry)) {
    bytes += piece.byteLength;
    if (bytes > mostBytes) {
      throw new AppError(appError('import.too-large', 'This file is too large to be read at once.'));
    }
    pieces.push(decoder.decode(piece, { stream: true }));
  }
  pieces.push(decoder.decode());
  return pieces.join('');
}
