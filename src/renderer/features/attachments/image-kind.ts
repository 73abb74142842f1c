/** Images by what they begin with, whatever their name says. `other`: an image that the browser may not know. */
export type ImageKind = 'png' | 'jpeg' | 'gif' | 'webp' | 'bmp' | 'avif' | 'other' | 'svg';

const startsWith = (bytes: Uint8Array, ...expected: readonly number[]): boolean =>
  expected.every((byte, index) => bytes[index] === byte);

const asText = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes);

/** Brands of files of the family that HEIC and AVIF belong to. */
const heicBrands = new Set(['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1']);

/** What an image is by its first bytes (512 are enough), or null for anything else. */
export function imageKindOf(head: Uint8Array): ImageKind | null {
  if (startsWith(head, 0x89, 0x50, 0x4e, 0x47)) return 'png';
  if (startsWith(head, 0xff, 0xd8, 0xff)) return 'jpeg';
  const text = asText(head);
  if (text.startsWith('GIF8')) return 'gif';
  if (text.startsWith('RIFF') && asText(head.slice(8, 12)) === 'WEBP') return 'webp';
  // "BM" alone begins many a text: the four bytes after the size are always zero.
  if (text.startsWith('BM') && startsWith(head.slice(6, 10), 0, 0, 0, 0)) return 'bmp';
  if (asText(head.slice(4, 8)) === 'ftyp') {
    const brand = asText(head.slice(8, 12));
    if (brand === 'avif' || brand === 'avis') return 'avif';
    return heicBrands.has(brand) ? 'other' : null;
  }
  if (startsWith(head, 0x49, 0x49, 0x2a, 0) || startsWith(head, 0x4d, 0x4d, 0, 0x2a)) return 'other';
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i.test(text)
    ? 'svg'
    : null;
}

/** Longer drawings, and those that draw more copies of themselves than this, would hold the window up. */
const longestDrawing = 1_000_000;
const mostCopies = 2000;

/**
 * Whether a drawing can be painted without holding the window up: no entities, and few enough elements when every `use`
 * is counted with all that it repeats. What it links to is never fetched, and its scripts never run.
 */
export function isSafeDrawing(source: string): boolean {
  if (source.length > longestDrawing || /<!ENTITY/i.test(source)) return false;
  // The uses inside of each element that has an id, inner ones counted with the outer ones too.
  const uses = new Map<string, string[]>();
  const open: (string | null)[] = [];
  const outside: string[] = [];
  for (const [tag] of source.matchAll(/<\/?[A-Za-z][^>]*>/g)) {
    if (tag.startsWith('</')) {
      open.pop();
      continue;
    }
    const id = /\sid\s*=\s*["']([^"']*)["']/.exec(tag)?.[1] ?? null;
    if (id !== null && !uses.has(id)) uses.set(id, []);
    const used = /^<(?:\w+:)?use\b/i.test(tag) ? /href\s*=\s*["']#([^"']*)["']/.exec(tag)?.[1] : undefined;
    if (used !== undefined) {
      outside.push(used);
      for (const holder of open) if (holder !== null) uses.get(holder)?.push(used);
    }
    if (!tag.endsWith('/>')) open.push(id);
  }
  return countCopies(uses, outside) <= mostCopies;
}

function countCopies(uses: ReadonlyMap<string, readonly string[]>, roots: readonly string[]): number {
  const known = new Map<string, number>();
  const copiesOf = (id: string, depth: number): number => {
    const before = known.get(id);
    if (before !== undefined) return before;
    // Deeper than anybody draws, or in a circle.
    if (depth > 30) return Infinity;
    let copies = 1;
    for (const used of uses.get(id) ?? []) copies += copiesOf(used, depth + 1);
    known.set(id, copies);
    return copies;
  };
  return roots.reduce((sum, id) => sum + copiesOf(id, 0), 0);
}
