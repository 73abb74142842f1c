import { readAscii } from './byte-reader';

export type RasterType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';

/** An image without anything that tells where, when, by whom or with what it was made; how it was turned stays. */
export interface CleanImage {
  readonly mediaType: RasterType;
  /** In pixels, as its head says. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** What the first bytes say; null for everything but the four kinds of images that every vendor takes. */
export function rasterTypeOf(bytes: Uint8Array): RasterType | null {
  if (readAscii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (/^GIF8[79]a$/.test(readAscii(bytes, 0, 6))) return 'image/gif';
  const isWebp = readAscii(bytes, 0, 4) === 'RIFF' && readAscii(bytes, 8, 4) === 'WEBP';
  return isWebp ? 'image/webp' : null;
}
