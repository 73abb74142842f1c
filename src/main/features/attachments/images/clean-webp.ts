import { joinBytes, readAscii, readUint16Little, readUint24Little, readUint32Little } from './byte-reader';
import { readOrientation, writeOrientation } from './exif-orientation';
import type { CleanImage } from './raster-image';

const looks: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const hasExif = 0x08;
const hasXmp = 0x04;

/** WebP (RFC 9649): null when its chunks do not fill the file. */
export function cleanWebp(bytes: Uint8Array): CleanImage | null {
  const end = 8 + readUint32Little(bytes, 4);
  if (end > bytes.length) return null;
  const chunks: Uint8Array[] = [];
  let size: Pick<CleanImage, 'width' | 'height'> | null = null;
  let orientation = 1;
  let hasPixels = false;
  for (let at = 12; at + 8 <= end;) {
    const type = readAscii(bytes, at, 4);
    const length = readUint32Little(bytes, at + 4);
    const next = at + 8 + length + (length % 2);
    if (at + 8 + length > end) return null;
    const chunk = bytes.slice(at, next);
    size ??= sizeOf(type, chunk);
    hasPixels ||= type === 'VP8 ' || type === 'VP8L' || type === 'ANMF';
    if (type === 'EXIF') orientation = orientationOf(chunk.subarray(8));
    if (looks.has(type)) chunks.push(chunk);
    at = next;
  }
  if (size === null || !hasPixels) return null;
  return { mediaType: 'image/webp', ...size, bytes: pack(chunks, orientation) };
}

function orientationOf(data: Uint8Array): number {
  return readOrientation(readAscii(data, 0, 4) === 'Exif' ? data.subarray(6) : data);
}

function sizeOf(type: string, chunk: Uint8Array): Pick<CleanImage, 'width' | 'height'> | null {
  if (type === 'VP8X')
    return { width: readUint24Little(chunk, 12) + 1, height: readUint24Little(chunk, 15) + 1 };
  if (type === 'VP8L') {
    const bits = readUint32Little(chunk, 9);
    return { width: (bits % 0x4000) + 1, height: (Math.floor(bits / 0x4000) % 0x4000) + 1 };
  }
  if (type !== 'VP8 ') return null;
  return { width: readUint16Little(chunk, 14) & 0x3fff, height: readUint16Little(chunk, 16) & 0x3fff };
}

/** An extended file says what it holds; a simple one cannot carry an orientation, and none is written into it. */
function pack(chunks: readonly Uint8Array[], orientation: number): Uint8Array {
  const first = chunks[0];
  const isExtended = first !== undefined && readAscii(first, 0, 4) === 'VP8X';
  const keepsOrientation = isExtended && orientation !== 1;
  if (isExtended) {
    const flags = (first[8] ?? 0) & ~(hasExif | hasXmp);
    first[8] = keepsOrientation ? flags | hasExif : flags;
  }
  const body = joinBytes([
    ascii('WEBP'),
    ...chunks,
    ...(keepsOrientation ? [riffChunk('EXIF', writeOrientation(orientation))] : []),
  ]);
  return joinBytes([ascii('RIFF'), uint32(body.length), body]);
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const uint32 = (value: number): Uint8Array =>
  Uint8Array.from([value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, (value >> 24) & 0xff]);
const riffChunk = (type: string, data: Uint8Array): Uint8Array =>
  joinBytes([ascii(type), uint32(data.length), data, new Uint8Array(data.length % 2)]);
