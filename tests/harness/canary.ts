import { randomBytes } from 'node:crypto';
import { gunzipSync, inflateSync, constants } from 'node:zlib';

/** A text that is planted in one place, to be looked for in all others. */
export interface Canary {
  readonly name: string;
  /** What is planted. */
  readonly text: string;
  /** What is looked for: its middle, so that a form with a masked or stripped end is found too. */
  readonly core: string;
}

/** Lower-case letters and digits: an index that folds and cuts words keeps it whole. */
export function plantCanary(name: string, prefix = '', suffix = ''): Canary {
  const core = `canary${randomBytes(10).toString('hex')}`;
  return { name, text: `${prefix}${core}${suffix}`, core };
}

interface Needle {
  readonly canary: string;
  readonly encoding: string;
  readonly bytes: Buffer;
}

/** What `core` looks like inside of a longer text in base64, wherever it begins there. */
function base64Forms(core: string): string[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), Buffer.from(core)]).toString('base64');
    // Only the characters that no neighbouring byte has a bit in.
    return encoded.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + core.length) * 8) / 6));
  });
}

/** Every way of writing the canary that is looked for; letters and digits need no escape in JSON, SQL or an address. */
function needlesOf({ name, core }: Canary): Needle[] {
  const hex = Buffer.from(core).toString('hex');
  const forms: [encoding: string, bytes: Buffer][] = [
    ['utf-8', Buffer.from(core)],
    ['upper case', Buffer.from(core.toUpperCase())],
    ['reversed', Buffer.from(core).reverse()],
    ['utf-16', Buffer.from(core, 'utf16le')],
    ['hex', Buffer.from(hex)],
    ['upper hex', Buffer.from(hex.toUpperCase())],
    ['url', Buffer.from(hex.replaceAll(/../g, '%$&'))],
    ['upper url', Buffer.from(hex.toUpperCase().replaceAll(/../g, '%$&'))],
    ...base64Forms(core).map((form, shift): [string, Buffer] => [`base64+${shift}`, Buffer.from(form)]),
  ];
  const middle = core.length / 2;
  for (const [half, part] of [
    ['first half', core.slice(0, middle)],
    ['second half', core.slice(middle)],
  ] as const) {
    forms.push([half, Buffer.from(part)], [`${half} reversed`, Buffer.from(part).reverse()]);
  }
  return forms.map(([encoding, bytes]) => ({ canary: name, encoding, bytes }));
}

const mostInflated = 64 * 1024 * 1024;
const mostDeep = 3;

/** Looks for all canaries in all encodings. */
export class CanarySweep {
  readonly #needles: readonly Needle[];

  constructor(canaries: readonly Canary[]) {
    this.#needles = canaries.flatMap(needlesOf);
  }

  /** `name as encoding` of each that is in the bytes, also within compressed streams in them. */
  find(bytes: Buffer, depth = 0): string[] {
    const hits = this.#needles.filter((needle) => bytes.includes(needle.bytes));
    const isHalf = (needle: Needle): boolean => needle.encoding.includes('half');
    const whole = new Set(hits.filter((needle) => !isHalf(needle)).map(({ canary }) => canary));
    // Where all of it is, its halves tell nothing more.
    const found = hits
      .filter((needle) => !isHalf(needle) || !whole.has(needle.canary))
      .map(({ canary, encoding }) => `${canary} as ${encoding}`);
    if (depth < mostDeep) {
      for (const inner of compressedIn(bytes))
        found.push(...this.find(inner, depth + 1).map((what) => `${what}, compressed`));
    }
    return [...new Set(found)];
  }
}

/** What gzip and zlib streams hold that begin anywhere in the bytes; a stream without end gives what it has. */
function* compressedIn(bytes: Buffer): Generator<Buffer> {
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: mostInflated };
  const starts: readonly [magic: number[], open: typeof gunzipSync][] = [
    [[0x1f, 0x8b, 0x08], gunzipSync],
    [[0x78, 0x01], inflateSync],
    [[0x78, 0x5e], inflateSync],
    [[0x78, 0x9c], inflateSync],
    [[0x78, 0xda], inflateSync],
  ];
  for (const [magic, open] of starts) {
    const mark = Buffer.from(magic);
    for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + 1)) {
      try {
        yield open(bytes.subarray(at), options);
      } catch {
        // These bytes only look like the start of a stream.
      }
    }
  }
}
