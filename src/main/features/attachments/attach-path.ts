import type { AttachmentRef } from '#shared/domain/attachment';
import { mostFileBytes } from '#shared/domain/attachment-limits';
import { AppError, appError } from '#shared/errors/app-error';
import type { BlobRefusal, BlobStore } from '#main/ports/blob-store';
import type { AttachmentsFeature } from './create-attachments';

const refused = (code: 'attachment.too-large' | 'attachment.not-a-file', sentence: string): AppError =>
  new AppError(appError(code, sentence));

const refusals: Readonly<Record<BlobRefusal, (path: string) => AppError>> = {
  'too-large': (path) =>
    refused('attachment.too-large', `${path} has more than 50 MB. Attach a smaller one, or a part of it.`),
  'not-a-file': (path) =>
    refused('attachment.not-a-file', `${path} is not a file. Name one that can be read.`),
  'not-found': (path) => refused('attachment.not-a-file', `There is no file ${path}. Look at its name.`),
  'not-readable': (path) =>
    refused('attachment.not-a-file', `${path} may not be read. Change its rights, or copy it.`),
};

/**
 * Takes in a file that a person named by its path. A pipe, a device and a folder are refused without being opened; what is
 * read is bounded. Throws `attachment.*`, `storage.*`.
 */
export async function attachPath(
  ports: {
    readonly blobs: Pick<BlobStore, 'put' | 'read'>;
    readonly attachments: Pick<AttachmentsFeature, 'take'>;
  },
  path: string,
): Promise<AttachmentRef> {
  const shown = path.slice(-200).replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
  const put = await ports.blobs.put({ path }, { maxBytes: mostFileBytes });
  if (!put.ok) throw refusals[put.error](shown);
  const blob = await ports.blobs.read(put.value.sha256);
  if (blob.kind !== 'found') throw refusals['not-readable'](shown);
  try {
    return await ports.attachments.take(path, blob.content);
  } catch (error) {
    if (!(error instanceof AppError) || !error.data.code.startsWith('attachment.')) throw error;
    throw new AppError({ ...error.data, message: `${shown}: ${error.data.message}` });
  }
}
