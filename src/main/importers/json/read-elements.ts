import { AppError, appError } from '#shared/errors/app-error';
import { createElementScan } from './element-scan';
import type { ElementLimits } from './element-scan';

const elementLimits: ElementLimits = { mostBytes: 256 * 1024 * 1024, mostDepth: 10_000 };

export interface ElementOptions extends Partial<ElementLimits> {
  /** The list under this name of the object that the text is; else the text is the list. */
  readonly within?: string;
}

/**
 * The elements of a list in a JSON text, each as its own text, while the bytes come: the time is linear and only one
 * element is held. They are not checked: one that is damaged, or that the end of the file cut off, is handed on as it is.
 * One beyond the limits is left out, the others are read, and after the last `import.too-large` is thrown, which says how
 * many. A text without such a list has no elements.
 */
export async function* readElements(
  bytes: AsyncIterable<Uint8Array>,
  { within, ...limits }: ElementOptions = {},
): AsyncIterable<string> {
  const scan = createElementScan({ ...elementLimits, ...limits }, within ?? null);
  for await (const piece of bytes) {
    for (const element of scan.take(piece)) yield element;
  }
  const rest = scan.end();
  if (rest !== null) yield rest;
  if (scan.skipped() > 0) throw tooLarge(scan.skipped());
}

/** The lines of a text (JSON Lines) that hold something, in the same way. */
export async function* readLines(
  bytes: AsyncIterable<Uint8Array>,
  { mostBytes }: Pick<ElementLimits, 'mostBytes'> = elementLimits,
): AsyncIterable<string> {
  let [held, size, skipped]: [Buffer[], number, number] = [[], 0, 0];
  const take = (slice: Uint8Array): void => {
    size += slice.length;
    if (size <= mostBytes) held.push(Buffer.from(slice));
    else held = [];
  };
  const end = (): string => {
    if (size > mostBytes) skipped += 1;
    const line = Buffer.concat(held)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .trim();
    [held, size] = [[], 0];
    return line;
  };
  for await (const piece of bytes) {
    let from = 0;
    for (let at = piece.indexOf(0x0a); at !== -1; at = piece.indexOf(0x0a, from)) {
      take(piece.subarray(from, at));
      from = at + 1;
      const line = end();
      if (line !== '') yield line;
    }
    take(piece.subarray(from));
  }
  const last = end();
  if (last !== '') yield last;
  if (skipped > 0) throw tooLarge(skipped);
}

const tooLarge = (count: number): AppError =>
  new AppError(
    appError(
      'import.too-large',
      count === 1
        ? 'One record is too large or too deep to be read. The others were.'
        : `${count} records are too large or too deep to be read. The others were.`,
    ),
  );
