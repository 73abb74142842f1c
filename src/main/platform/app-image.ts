import type { ProtocolResponse } from 'electron';
import { appOrigin } from './app-origin';

/** A stored image as a page may show it; null for what is no image, or is not as it was stored. */
export type FindImage = (
  sha256: string,
) => Promise<{ readonly bytes: Uint8Array; readonly mediaType: string } | null>;

const mediaFolder = `${appOrigin}/media/`;

/** A page of its own, if somebody should make it one, may do nothing. */
const headers = {
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  // Its address is a hash of what it holds.
  'Cache-Control': 'private, max-age=31536000, immutable',
};

/** The hash in `app://parley/media/<sha256>`; null for every other address. */
export function imageHashIn(url: string): string | null {
  if (!url.startsWith(mediaFolder)) return null;
  const sha256 = url.slice(mediaFolder.length);
  return /^[0-9a-f]{64}$/.test(sha256) ? sha256 : null;
}

/** Null: there is no such image. */
export async function respondWithImage(sha256: string, find: FindImage): Promise<ProtocolResponse | null> {
  const image = await find(sha256);
  if (image === null) return null;
  return { statusCode: 200, headers, mimeType: image.mediaType, data: Buffer.from(image.bytes) };
}

export interface ImageDoor {
  readonly find: FindImage;
  /** Images lie in storage, which is opened while the first page loads: who asks before waits. */
  openWith(find: FindImage): void;
}

export function createImageDoor(): ImageDoor {
  let openWith: (find: FindImage) => void = () => undefined;
  const opened = new Promise<FindImage>((resolve) => (openWith = resolve));
  return { find: async (sha256) => (await opened)(sha256), openWith: (find) => openWith(find) };
}
