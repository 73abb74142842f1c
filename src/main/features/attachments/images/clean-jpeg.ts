import { joinBytes, readAscii, readUint16 } from './byte-reader';
import { readOrientation, writeOrientation } from './exif-orientation';
import type { CleanImage } from './raster-image';

const startOfScan = 0xda;
const endOfImage = 0xd9;
const exifPrefix = Uint8Array.from([0x45, 0x78, 0x69, 0x66, 0, 0]);

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Segments of programs and comments; of the first kind stay colour profiles and what tells how colours are stored. */
function isMetadata(marker: number, bytes: Uint8Array, at: number): boolean {
  if (marker === 0xfe) return true;
  if (marker < 0xe0 || marker > 0xef) return false;
  if (marker === 0xe2) return readAscii(bytes, at + 4, 11) !== 'ICC_PROFILE';
  return marker !== 0xee || readAscii(bytes, at + 4, 5) !== 'Adobe';
}

/** JPEG (ITU T.81): null when its segments do not lead to the end of an image. */
export function cleanJpeg(bytes: Uint8Array): CleanImage | null {
  const kept: Uint8Array[] = [];
  let size: Pick<CleanImage, 'width' | 'height'> | null = null;
  let orientation = 1;
  for (let at = 2; at + 4 <= bytes.length || bytes[at + 1] === endOfImage;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1; // a fill byte
      continue;
    }
    if (marker === endOfImage) {
      if (size === null) return null;
      const head = orientation === 1 ? [] : [exifSegment(orientation)];
      const ends = [Uint8Array.from([0xff, 0xd8]), Uint8Array.from([0xff, endOfImage])] as const;
      return { mediaType: 'image/jpeg', ...size, bytes: joinBytes([ends[0], ...head, ...kept, ends[1]]) };
    }
    const length = readUint16(bytes, at + 2);
    let end = at + 2 + length;
    if (length < 2 || end > bytes.length) return null;
    if (marker === 0xe1 && readAscii(bytes, at + 4, 4) === 'Exif')
      orientation = readOrientation(bytes.subarray(at + 10, end));
    if (isFrame(marker)) size ??= { height: readUint16(bytes, at + 5), width: readUint16(bytes, at + 7) };
    if (marker === startOfScan) end = endOfScan(bytes, end);
    if (!isMetadata(marker, bytes, at)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return null;
}

/** Where the packed pixels end: at the next marker that is neither stuffing nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

function exifSegment(orientation: number): Uint8Array {
  const content = joinBytes([exifPrefix, writeOrientation(orientation)]);
  return joinBytes([Uint8Array.from([0xff, 0xe1, 0, content.length + 2]), content]);
}
