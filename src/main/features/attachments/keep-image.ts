import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import { fail, ok, type Result } from '#shared/kernel/result';
import type { AttachmentRepository } from '#main/ports/attachment-repository';
import type { BlobStore } from '#main/ports/blob-store';
import type { KeepImage, KeptImage } from '#main/ports/keep-image';
import type { Logger } from '#main/ports/logger';
import { cleanImage } from './images/clean-image';
import { rasterTypeOf } from './images/raster-image';

/** Of an image that a model makes. */
const mostBytes = 64 * 1024 * 1024;

const notAnImage = appError('attachment.damaged', 'It was damaged, or of a kind that cannot be shown.');
const notStored = appError('storage.failed', 'It could not be stored. Look at the disk, then ask again.');

/** Stores the images of answers as they came, with what their maker wrote into them. */
export function createImageKeeper(ports: {
  readonly blobs: Pick<BlobStore, 'put'>;
  readonly attachments: Pick<AttachmentRepository, 'save'>;
  readonly logger: Logger;
}): KeepImage {
  return async (base64) => {
    try {
      return await keep(ports, Buffer.from(base64, 'base64'));
    } catch (error) {
      ports.logger.error('An image could not be kept', {}, error);
      return fail(error instanceof AppError ? error.data : notStored);
    }
  };
}

async function keep(
  { blobs, attachments }: Parameters<typeof createImageKeeper>[0],
  bytes: Uint8Array,
): Promise<Result<KeptImage, AppErrorData>> {
  const type = rasterTypeOf(bytes);
  const image = type === null ? null : cleanImage(type, bytes);
  if (image === null) return fail(notAnImage);
  const put = await blobs.put({ bytes }, { maxBytes: mostBytes });
  if (!put.ok) return fail(notAnImage);
  const { mediaType, width, height } = image;
  attachments.save({ ...put.value, mediaType, width, height, text: null });
  return ok({ sha256: put.value.sha256, mediaType, width, height });
}
