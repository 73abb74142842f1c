import { describe, expect, it } from 'vitest';
import { tinyJpeg, tinyPng } from '../../../../../tests/fixtures/tiny-images';
import { cleanImage } from './clean-image';
import { readOrientation, writeOrientation } from './exif-orientation';
import { rasterTypeOf, type RasterType } from './raster-image';

const secret = 'GPS 48.1372 by Ada';
const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const holds = (bytes: Uint8Array, text: string): boolean => Buffer.from(bytes).includes(text);
const size32 = (value: number): number[] =>
  [value >> 24, value >> 16, value >> 8, value].map((n) => n & 0xff);
const size32Little = (value: number): number[] => size32(value).reverse();

function pngWith(...chunks: readonly (readonly [type: string, data: number[]])[]): Uint8Array {
  const png = [...tinyPng()];
  const extra = chunks.flatMap(([type, data]) => [
    ...size32(data.length),
    ...ascii(type),
    ...data,
    0,
    0,
    0,
    0,
  ]);
  // Behind the head, which is 8 + 25 bytes long; and something behind the end.
  return Uint8Array.from([...png.slice(0, 33), ...extra, ...png.slice(33), ...ascii(secret)]);
}

function jpegWith(orientation: number): Uint8Array {
  const segment = (marker: number, data: number[]): number[] => [0xff, marker, 0, data.length + 2, ...data];
  const exif = [...ascii('Exif\0\0'), ...writeOrientation(orientation), ...ascii(secret)];
  const segments = [
    ...segment(0xe1, exif),
    ...segment(0xfe, ascii(secret)),
    ...segment(0xed, ascii(secret)),
    ...segment(0xe2, ascii('ICC_PROFILE\0colours')),
  ];
  return Uint8Array.from([0xff, 0xd8, ...segments, ...tinyJpeg().slice(2), ...ascii(secret)]);
}

function webp(): Uint8Array {
  const chunk = (type: string, data: number[]): number[] => [
    ...ascii(type),
    ...size32Little(data.length),
    ...data,
    ...(data.length % 2 === 0 ? [] : [0]),
  ];
  const body = [
    ...ascii('WEBP'),
    ...chunk('VP8X', [0x0c, 0, 0, 0, 2, 0, 0, 4, 0, 0]), // 3 × 5, says that EXIF and XMP are there
    ...chunk('VP8L', [0x2f, 2, 0, 1, 0]),
    ...chunk('EXIF', [...writeOrientation(6), ...ascii(secret)]),
    ...chunk('XMP ', ascii(secret)),
  ];
  return Uint8Array.from([...ascii('RIFF'), ...size32Little(body.length), ...body]);
}

function gif(): Uint8Array {
  const extension = (label: number, data: number[]): number[] => [0x21, label, data.length, ...data, 0];
  return Uint8Array.from([
    ...ascii('GIF89a'),
    ...[7, 0, 9, 0, 0, 0, 0],
    ...extension(0xfe, ascii(secret)),
    ...[0x21, 0xff, 11, ...ascii('NETSCAPE2.0'), 3, 1, 0, 0, 0],
    ...[0x21, 0xff, 11, ...ascii('XMP DataXMP'), 4, ...ascii('Ada!'), 0],
    ...[0x2c, 0, 0, 0, 0, 7, 0, 9, 0, 0x80, 1, 2, 3, 4, 5, 6, 2, 2, 0x44, 1, 0],
    0x3b,
    ...ascii(secret),
  ]);
}

const images: readonly (readonly [type: RasterType, bytes: Uint8Array, width: number, height: number])[] = [
  ['image/png', pngWith(['tEXt', ascii(secret)], ['eXIf', ascii(secret)], ['gAMA', size32(45_455)]), 1, 1],
  ['image/jpeg', jpegWith(6), 1, 1],
  ['image/webp', webp(), 3, 5],
  ['image/gif', gif(), 7, 9],
];

describe('an image that is stored', () => {
  it.each(images)('%s tells nothing of where and by whom it was made', (type, bytes, width, height) => {
    expect(rasterTypeOf(bytes)).toBe(type);
    const clean = cleanImage(type, bytes);
    expect(clean).toMatchObject({ mediaType: type, width, height });
    expect(holds(clean?.bytes ?? bytes, 'Ada')).toBe(false);
    // It is the same image still: cleaning it again changes nothing.
    expect(cleanImage(type, clean?.bytes ?? bytes)?.bytes).toEqual(clean?.bytes);
  });

  it.each(images)('%s is whole, or is not taken', (type, bytes) => {
    const clean = cleanImage(type, bytes)?.bytes ?? bytes;
    for (let length = 0; length < clean.length - 1; length += 1) {
      expect(cleanImage(type, clean.slice(0, length))).toBeNull();
    }
  });

  it('keeps its colours, how often it repeats and how it was turned', () => {
    const [png, jpeg, webpImage, gifImage] = images.map(([type, bytes]) => cleanImage(type, bytes)?.bytes);
    expect(holds(png ?? new Uint8Array(), 'gAMA')).toBe(true);
    expect(holds(jpeg ?? new Uint8Array(), 'ICC_PROFILE')).toBe(true);
    expect(readOrientation((jpeg ?? new Uint8Array()).subarray(12))).toBe(6);
    const exif = Buffer.from(webpImage ?? []).indexOf('EXIF');
    expect(readOrientation((webpImage ?? new Uint8Array()).subarray(exif + 8))).toBe(6);
    expect(holds(gifImage ?? new Uint8Array(), 'NETSCAPE2.0')).toBe(true);
  });

  it('is told by its first bytes, and vectors are none', () => {
    for (const text of ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'RIFFxxxxWAVE', 'GIF88a', '']) {
      expect(rasterTypeOf(Uint8Array.from(ascii(text)))).toBeNull();
    }
  });
});
