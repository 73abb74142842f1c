import { cleanGif } from './clean-gif';
import { cleanJpeg } from './clean-jpeg';
import { cleanPng } from './clean-png';
import { cleanWebp } from './clean-webp';
import type { CleanImage, RasterType } from './raster-image';

const cleaners: Readonly<Record<RasterType, (bytes: Uint8Array) => CleanImage | null>> = {
  'image/png': cleanPng,
  'image/jpeg': cleanJpeg,
  'image/gif': cleanGif,
  'image/webp': cleanWebp,
};

/** Null: it is not whole, or it has no size. */
export function cleanImage(type: RasterType, bytes: Uint8Array): CleanImage | null {
  const clean = cleaners[type](bytes);
  return clean === null || clean.width < 1 || clean.height < 1 ? null : clean;
}
