import { AppError, appError } from '#shared/errors/app-error';

const LF = 10;
const CR = 13;

export interface LineSplitter {
  /** The lines that this chunk completes, without their newline. Throws AppError `protocol`/`limit` at the cap. */
  push(chunk: Uint8Array): Generator<Buffer, void>;
  /** The bytes after the last newline; null when there are none. */
  rest(): Buffer | null;
}

/**
 * Splits bytes into lines at LF, CR and CRLF, each byte looked at once. Our own, because eventsource-parser holds a
 * final CR back until the next byte comes: an end marker of a server that writes bare CR would wait for ever.
 * Lines are bytes, so a character cut in two by the network is whole again before it is decoded.
 */
export function createLineSplitter(maxLineBytes: number): LineSplitter {
  let pending: Buffer[] = [];
  let pendingLength = 0;
  let skipsLineFeed = false;

  const take = (last: Buffer): Buffer => {
    if (pendingLength + last.length > maxLineBytes) throw lineTooLong(maxLineBytes);
    if (pendingLength === 0) return last;
    pending.push(last);
    const line = Buffer.concat(pending, pendingLength + last.length);
    pending = [];
    pendingLength = 0;
    return line;
  };
  const keep = (piece: Buffer): void => {
    if (piece.length === 0) return;
    pendingLength += piece.length;
    if (pendingLength > maxLineBytes) {
      pending = [];
      throw lineTooLong(maxLineBytes);
    }
    pending.push(piece);
  };

  return {
    *push(chunk) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      let start = 0;
      if (skipsLineFeed && bytes.length > 0) {
        if (bytes[0] === LF) start = 1;
        skipsLineFeed = false;
      }
      // Each newline byte is searched for again only once it was passed; one that is absent is searched for once.
      let lineFeed = indexOrEnd(bytes, LF, start);
      let carriageReturn = indexOrEnd(bytes, CR, start);
      for (;;) {
        const end = Math.min(lineFeed, carriageReturn);
        if (end === Infinity) break;
        const line = take(bytes.subarray(start, end));
        start = end + 1;
        if (end === carriageReturn) {
          if (start === bytes.length) skipsLineFeed = true;
          else if (bytes[start] === LF) start += 1;
        }
        if (lineFeed < start) lineFeed = indexOrEnd(bytes, LF, start);
        if (carriageReturn < start) carriageReturn = indexOrEnd(bytes, CR, start);
        yield line;
      }
      keep(bytes.subarray(start));
    },
    rest() {
      if (pendingLength === 0) return null;
      const line = Buffer.concat(pending, pendingLength);
      pending = [];
      pendingLength = 0;
      return line;
    },
  };
}

function indexOrEnd(bytes: Buffer, byte: number, from: number): number {
  const index = bytes.indexOf(byte, from);
  return index === -1 ? Infinity : index;
}

const lineTooLong = (maxLineBytes: number): AppError =>
  new AppError(
    appError('protocol', `The provider sent a line longer than ${Math.round(maxLineBytes / 1e6)} MB.`, {
      reason: 'limit',
    }),
  );
