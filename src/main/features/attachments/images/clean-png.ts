import { joinBytes, readAscii, readUint32 } from './byte-reader';
import type { CleanImage } from './raster-image';

/** Chunks that decide how it looks, those of animations included. What tells of a camera, a person or a program goes. */
const looks: ReadonlySet<string> = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'cICP',
  'sBIT',
  'bKGD',
  'pHYs',
  'acTL',
  'fcTL',
  'fdAT',
]);
const signatureLength = 8;

/** PNG (https://www.w3.org/TR/png-3/): null when its chunks do not lead to the end. */
export function cleanPng(bytes: Uint8Array): CleanImage | null {
  const kept = [bytes.subarray(0, signatureLength)];
  let size: Pick<CleanImage, 'width' | 'height'> | null = null;
  let hasPixels = false;
  for (let at = signatureLength; at + 12 <= bytes.length;) {
    const type = readAscii(bytes, at + 4, 4);
    const end = at + 12 + readUint32(bytes, at);
    if (end > bytes.length) return null;
    if (size === null) {
      if (type !== 'IHDR') return null;
      size = { width: readUint32(bytes, at + 8), height: readUint32(bytes, at + 12) };
    }
    if (looks.has(type)) kept.push(bytes.subarray(at, end));
    hasPixels ||= type === 'IDAT';
    // Whatever stands behind the end is no part of it.
    if (type === 'IEND') {
      return hasPixels ? { mediaType: 'image/png', ...size, bytes: joinBytes(kept) } : null;
    }
    at = end;
  }
  return null;
}
