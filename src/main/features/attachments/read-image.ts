import { longestImageEdge, mostImageBytes } from '#shared/domain/attachment-limits';
import type { AppErrorData } from '#shared/errors/app-error';
import { ok, type Result } from '#shared/kernel/result';
import { refuse } from './documents/refuse';
import { cleanImage } from './images/clean-image';
import type { CleanImage, RasterType } from './images/raster-image';

/** An image as it is stored: whole, of a size that every vendor takes, without metadata. Fails with `attachment.*`. */
export function readImage(type: RasterType, bytes: Uint8Array): Result<CleanImage, AppErrorData> {
  const image = cleanImage(type, bytes);
  if (image === null) {
    return refuse(
      'attachment.damaged',
      'This image is damaged. Open it in another program and save it anew.',
    );
  }
  if (Math.max(image.width, image.height) > longestImageEdge) {
    return refuse(
      'attachment.too-large',
      `This image is ${image.width} × ${image.height} pixels. Make it at most ${longestImageEdge} pixels long and attach it again.`,
    );
  }
  if (image.bytes.length > mostImageBytes) {
    return refuse(
      'attachment.too-large',
      'This image has more than 3.75 MB. Save it smaller and attach it again.',
    );
  }
  return ok(image);
}
