import { readUint16, readUint16Little, readUint32, readUint32Little } from './byte-reader';

const orientationTag = 0x0112;

/** How a camera was held, 1 to 8, out of TIFF data (EXIF without its prefix); 1 when it does not say. */
export function readOrientation(tiff: Uint8Array): number {
  const isLittle = tiff[0] === 0x49;
  const short = isLittle ? readUint16Little : readUint16;
  const long = isLittle ? readUint32Little : readUint32;
  if (tiff[0] !== tiff[1] || (tiff[0] !== 0x49 && tiff[0] !== 0x4d) || short(tiff, 2) !== 42) return 1;
  const directory = long(tiff, 4);
  const count = Math.min(short(tiff, directory), 512);
  for (let entry = 0; entry < count; entry += 1) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > tiff.length) return 1;
    if (short(tiff, at) !== orientationTag) continue;
    const value = short(tiff, at + 8);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** TIFF data that says nothing but the orientation. */
export const writeOrientation = (orientation: number): Uint8Array =>
  Uint8Array.from([
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8], // big-endian, one directory at 8
    ...[0, 1], // with one entry:
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0], // the tag, one short
    ...[0, 0, 0, 0], // no other directory
  ]);
