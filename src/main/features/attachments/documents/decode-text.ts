/** Control characters that text does not have; tab, line ends, form feed and escape (colours of terminals) it may. */
const isOdd = (code: number): boolean => code < 32 && ![9, 10, 12, 13, 27].includes(code);
/** Looked at to tell text from other data. */
const lookedBytes = 65_536;

/**
 * Text out of bytes: by its mark (UTF-8, UTF-16), as UTF-16 without a mark, as UTF-8, else as Windows-1252, which takes
 * everything that is text at all. Null: this is no text.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const encoding = markedEncoding(bytes) ?? plainEncoding(bytes.subarray(0, lookedBytes));
  if (encoding === null) return null;
  if (encoding !== 'utf-8' || hasMark(bytes)) return clean(new TextDecoder(encoding).decode(bytes));
  try {
    return clean(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return clean(new TextDecoder('windows-1252').decode(bytes));
  }
}

const hasMark = (bytes: Uint8Array): boolean => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

function markedEncoding(bytes: Uint8Array): string | null {
  if (hasMark(bytes)) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/** UTF-16 of western text has a zero in every other byte; any other text has none. */
function plainEncoding(sample: Uint8Array): string | null {
  const zeros = [0, 0];
  let odd = 0;
  for (const [index, byte] of sample.entries()) {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
    else if (isOdd(byte)) odd += 1;
  }
  const [even = 0, uneven = 0] = zeros;
  const half = sample.length / 2;
  if (uneven > half * 0.7 && even < half * 0.05) return 'utf-16le';
  if (even > half * 0.7 && uneven < half * 0.05) return 'utf-16be';
  return even + uneven > 0 || odd > sample.length * 0.02 ? null : 'utf-8';
}

/** Zeros mean nothing in a text, and end it in many programs. */
const clean = (text: string): string => text.replaceAll('\0', '\ufffd');
