import { joinBytes, readAscii, readUint16Little } from './byte-reader';
import type { CleanImage } from './raster-image';

const [extension, imageBlock, trailer] = [0x21, 0x2c, 0x3b];
const [graphicControl, application] = [0xf9, 0xff];

/** GIF (89a): comments, plain text and data of programs go, but for how often it repeats. Null when its blocks do not lead to the end. */
export function cleanGif(bytes: Uint8Array): CleanImage | null {
  const head = 13 + colourTable(bytes[10] ?? 0);
  const kept = [bytes.subarray(0, head)];
  let hasPixels = false;
  for (let at = head; at < bytes.length;) {
    const kind = bytes[at];
    if (kind === trailer) {
      if (!hasPixels) return null;
      const size = { width: readUint16Little(bytes, 6), height: readUint16Little(bytes, 8) };
      return {
        mediaType: 'image/gif',
        ...size,
        bytes: joinBytes([...kept, bytes.subarray(at, at + 1)]),
      };
    }
    const data = kind === imageBlock ? at + 11 + colourTable(bytes[at + 9] ?? 0) : at + 2;
    const end = kind === imageBlock || kind === extension ? endOfBlocks(bytes, data) : null;
    if (end === null) return null;
    if (kind === imageBlock || isKept(bytes, at)) kept.push(bytes.subarray(at, end));
    hasPixels ||= kind === imageBlock;
    at = end;
  }
  return null;
}

const colourTable = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));

function isKept(bytes: Uint8Array, at: number): boolean {
  if (bytes[at + 1] === graphicControl) return true;
  return bytes[at + 1] === application && /^(NETSCAPE2\.0|ANIMEXTS1\.0)$/.test(readAscii(bytes, at + 3, 11));
}

function endOfBlocks(bytes: Uint8Array, from: number): number | null {
  for (let at = from; at < bytes.length;) {
    const length = bytes[at] ?? 0;
    if (length === 0) return at + 1;
    at += 1 + length;
  }
  return null;
}
