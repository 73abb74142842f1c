import { hash } from 'node:crypto';
import { mostCharacters } from '#shared/domain/attachment-limits';
import { cleanFileName } from '#main/features/attachments/file-name';
import type { ReadDocument } from '#main/features/attachments/documents/document-reader';
import { cleanImage } from '#main/features/attachments/images/clean-image';
import { rasterTypeOf, type RasterType } from '#main/features/attachments/images/raster-image';
import { recordingTypeOf, type RecordingType } from '#main/features/attachments/recordings/recording-type';
import type { AssetKeeper, KeptAsset } from '#main/importers/run/settle-conversation';
import type { BlobStore } from '#main/ports/blob-store';

const mostBytes = 64 * 1024 * 1024;

/** Stores pictures, recordings and documents of an export as attachments are stored: told by their bytes, pictures without metadata. */
export function createAssetKeeper(ports: {
  readonly blobs: Pick<BlobStore, 'put'>;
  readonly readDocument: ReadDocument;
}): AssetKeeper {
  const store = async (bytes: Uint8Array): Promise<{ sha256: string; bytes: number } | string> => {
    const put = await ports.blobs.put({ bytes }, { maxBytes: mostBytes });
    return put.ok ? put.value : 'it could not be stored.';
  };
  const keepImage = async (
    type: RasterType,
    bytes: Uint8Array,
    name: string | null,
  ): Promise<KeptAsset | string> => {
    const image = cleanImage(type, bytes);
    if (image === null) return 'it is a damaged picture.';
    const blob = await store(image.bytes);
    if (typeof blob === 'string') return blob;
    const { mediaType, width, height } = image;
    const part = { type: 'image' as const, sha256: blob.sha256, mediaType, width, height, name };
    return { part, file: { ...blob, mediaType, width, height, text: null } };
  };
  const keepDocument = async (bytes: Uint8Array, name: string): Promise<KeptAsset | string> => {
    const document = await ports.readDocument(bytes);
    if (!document.ok) return 'it is no picture that can be shown, no recording, and no document with text.';
    const blob = await store(bytes);
    if (typeof blob === 'string') return blob;
    const { mediaType, text } = document.value;
    const characters = text.length;
    return {
      part: {
        type: 'file',
        ...blob,
        mediaType,
        name,
        textSha256: hash('sha256', text),
        characters,
        isCut: characters >= mostCharacters,
      },
      file: { ...blob, mediaType, width: null, height: null, text },
    };
  };
  return {
    keep: async (bytes, name) => {
      const clean = name === null ? null : cleanFileName(name);
      const type = rasterTypeOf(bytes);
      if (type !== null) return keepImage(type, bytes, clean);
      const recording = recordingTypeOf(bytes);
      return recording === null
        ? keepDocument(bytes, clean ?? 'File')
        : keepRecording(recording, await store(bytes), clean);
    },
    keepAs: async (bytes, sha256) => {
      if (hash('sha256', bytes) !== sha256) return 'its bytes are not those that it was saved with.';
      const blob = await store(bytes);
      return typeof blob === 'string' ? blob : null;
    },
  };
}

/** As a file with no text in it: it is shown by its name and can be saved; nothing of it is ever sent. */
function keepRecording(
  { mediaType, name: ofItsKind }: RecordingType,
  blob: { readonly sha256: string; readonly bytes: number } | string,
  name: string | null,
): KeptAsset | string {
  if (typeof blob === 'string') return blob;
  const read = { characters: 0, textSha256: hash('sha256', ''), isCut: false };
  return {
    part: { type: 'file', ...blob, mediaType, name: name ?? ofItsKind, ...read },
    file: { ...blob, mediaType, width: null, height: null, text: '' },
  };
}
