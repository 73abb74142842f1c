import { pipeline, Transform, type Readable } from 'node:stream';
import zlib from 'node:zlib';
import { AppError, appError } from '#shared/errors/app-error';

/** How much larger than what was sent a body may become; below the floor a text that repeats itself may compress better. */
const maxRatio = 100;
const ratioFloor = 1024 * 1024;

/**
 * The body without its content-encoding. What is flushed by the server comes through at once; a body that ends early
 * gives what there is, for the verdict is made by the vendor's end marker. Throws AppError `protocol` at a cap.
 */
export async function* inflateBody(
  body: Readable,
  contentEncoding: string,
  maxBytes: number,
): AsyncGenerator<Uint8Array, void> {
  const encodings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (encodings.length > 2) throw unreadable(contentEncoding);
  let received = 0;
  const counter = new Transform({
    transform(chunk: Uint8Array, _, done) {
      received += chunk.length;
      done(null, chunk);
    },
  });
  let source: Readable = body;
  if (encodings.length > 0) source = pipeline(source, counter, () => undefined);
  // The last encoding named is the outermost.
  for (const encoding of encodings.reverse()) {
    source = pipeline(source, inflaterOf(encoding), () => undefined);
  }
  let bytes = 0;
  for await (const chunk of source as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    const isBomb = encodings.length > 0 && bytes > ratioFloor && bytes > maxRatio * received;
    if (isBomb || bytes > maxBytes) throw tooLarge();
    yield chunk;
  }
}

function inflaterOf(encoding: string): Transform {
  const lenient = { flush: zlib.constants.Z_SYNC_FLUSH, finishFlush: zlib.constants.Z_SYNC_FLUSH };
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip(lenient);
    case 'deflate':
      return zlib.createInflate(lenient);
    case 'br':
      return zlib.createBrotliDecompress({
        flush: zlib.constants.BROTLI_OPERATION_FLUSH,
        finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH,
      });
    case 'zstd':
      // Node 22.15 and newer; where it is missing, nobody was told that we accept it.
      if ('createZstdDecompress' in zlib) return zlib.createZstdDecompress();
      throw unreadable(encoding);
    default:
      throw unreadable(encoding);
  }
}

const unreadable = (encoding: string): AppError =>
  new AppError(
    appError(
      'protocol',
      `The provider packed its answer in a way that Parley cannot open (${encoding.slice(0, 40)}).`,
      {
        reason: 'malformed',
      },
    ),
  );

const tooLarge = (): AppError =>
  new AppError(appError('protocol', 'The provider sent more than Parley accepts.', { reason: 'limit' }));
