import type { Attachment, AttachmentRef } from '#shared/domain/attachment';
import { mostCharacters, mostFileBytes, mostPreviewCharacters } from '#shared/domain/attachment-limits';
import { imageTokens, textTokens } from '#shared/domain/estimate-tokens';
import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import { ok, type Result } from '#shared/kernel/result';
import type { AttachmentRepository, StoredFile } from '#main/ports/attachment-repository';
import type { BlobStore } from '#main/ports/blob-store';
import type { EventSink } from '#main/ports/event-sink';
import type { ExportFiles } from '#main/ports/export-files';
import type { ReadDocument } from './documents/document-reader';
import { cleanFileName } from './file-name';
import { rasterTypeOf, type RasterType } from './images/raster-image';
import { readImage } from './read-image';

export interface AttachmentPorts {
  readonly attachments: AttachmentRepository;
  readonly blobs: BlobStore;
  readonly files: ExportFiles;
  readonly events: EventSink;
  readonly readDocument: ReadDocument;
  /** False: the system's clipboard does not take this kind of image. */
  readonly copyImage: (bytes: Uint8Array) => Promise<boolean>;
}

export interface AttachmentsFeature {
  add(key: string, name: string, bytes: Uint8Array): Promise<Attachment>;
  /** A stored image, in another message box. */
  reuse(key: string, sha256: string, name: string): Promise<Attachment>;
  /** The same for a file that goes along with a message at once. */
  take(name: string, bytes: Uint8Array): Promise<AttachmentRef>;
  list(key: string): readonly Attachment[];
  remove(key: string, sha256: string): void;
  preview(sha256: string): { readonly text: string; readonly characters: number; readonly isCut: boolean };
  save(sha256: string, name: string, windowId: number): Promise<boolean>;
  copyImage(sha256: string): Promise<void>;
  /** An image as a page may show it; null for what is no image, or not as it was stored. */
  findImage(sha256: string): Promise<{ readonly bytes: Uint8Array; readonly mediaType: RasterType } | null>;
}

type ReadFile = Omit<StoredFile, 'sha256' | 'bytes'> & { readonly content: Uint8Array };

/** Files of messages: taken in by what they hold, kept once, shown, and given back. */
export function createAttachments(ports: AttachmentPorts): AttachmentsFeature {
  const { attachments, events } = ports;
  const describe = createDescriber(attachments);
  /** One file at a time: reading one may take as much memory as it is large. */
  let last: Promise<unknown> = Promise.resolve();
  const changed = (key: string): void => events.broadcast({ type: 'draft.changed', key });

  const add: AttachmentsFeature['add'] = (key, name, bytes) => {
    const added = last.then(async () => {
      const file = await store(ports, bytes);
      const clean = cleanFileName(name);
      attachments.addToDraft(key, clean, file);
      changed(key);
      return describe(file.sha256, clean) ?? fail(notFound());
    });
    last = added.catch(() => undefined);
    return added;
  };

  return {
    add,
    async reuse(key, sha256, name) {
      const image = await findImage(ports, sha256);
      return image === null ? fail(notFound()) : add(key, name, image.bytes);
    },
    async take(name, bytes) {
      const file = await store(ports, bytes);
      attachments.save(file);
      return { sha256: file.sha256, name: cleanFileName(name) };
    },
    list: (key) => attachments.listDraft(key).flatMap(({ sha256, name }) => describe(sha256, name) ?? []),
    remove(key, sha256) {
      attachments.removeFromDraft(key, sha256);
      changed(key);
    },
    preview(sha256) {
      const text = attachments.find(sha256)?.text ?? null;
      if (text === null) return fail(notFound());
      return { text: text.slice(0, mostPreviewCharacters), characters: text.length, isCut: isCut(text) };
    },
    save: (sha256, name, windowId) => saveAs(ports, sha256, name, windowId),
    async copyImage(sha256) {
      const image = await findImage(ports, sha256);
      if (image === null) fail(notFound());
      else if (!(await ports.copyImage(image.bytes))) {
        fail(appError('attachment.not-copied', 'This kind of image cannot be copied. Save it instead.'));
      }
    },
    findImage: (sha256) => findImage(ports, sha256),
  };
}

const fail = (error: AppErrorData): never => {
  throw new AppError(error);
};
const notFound = (): AppErrorData =>
  appError('attachment.not-found', 'This file is not stored any more. Attach it again.');
const isCut = (text: string): boolean => text.length >= mostCharacters;

async function store({ blobs, readDocument }: AttachmentPorts, bytes: Uint8Array): Promise<StoredFile> {
  const read = await readFile(readDocument, bytes);
  if (!read.ok) return fail(read.error);
  const { content, ...facts } = read.value;
  const put = await blobs.put({ bytes: content }, { maxBytes: mostFileBytes });
  return put.ok ? { ...facts, ...put.value } : fail(tooLarge());
}

async function readFile(
  readDocument: ReadDocument,
  bytes: Uint8Array,
): Promise<Result<ReadFile, AppErrorData>> {
  if (bytes.length > mostFileBytes) return { ok: false, error: tooLarge() };
  const type = rasterTypeOf(bytes);
  if (type === null) {
    const document = await readDocument(bytes);
    return document.ok ? ok({ ...document.value, width: null, height: null, content: bytes }) : document;
  }
  const image = readImage(type, bytes);
  if (!image.ok) return image;
  const { mediaType, width, height } = image.value;
  return ok({ mediaType, width, height, text: null, content: image.value.bytes });
}

const tooLarge = (): AppErrorData =>
  appError('attachment.too-large', 'This file has more than 50 MB. Attach a smaller one, or a part of it.');

/** What is known of a file never changes: it is looked up once. */
function createDescriber(
  attachments: AttachmentRepository,
): (sha256: string, name: string) => Attachment | null {
  const known = new Map<string, Omit<Attachment, 'name'>>();
  const describe = (sha256: string): Omit<Attachment, 'name'> | null => {
    const file = attachments.find(sha256);
    if (file === null) return null;
    const { text, width, height, mediaType, bytes } = file;
    const facts = { sha256, mediaType, bytes, width, height };
    if (text === null) {
      return { ...facts, kind: 'image', characters: null, isCut: false, tokens: imageTokens(width, height) };
    }
    return { ...facts, kind: 'file', characters: text.length, isCut: isCut(text), tokens: textTokens(text) };
  };
  return (sha256, name) => {
    const found = known.get(sha256) ?? describe(sha256);
    if (found === null) return null;
    if (known.size >= mostKnown) known.clear();
    known.set(sha256, found);
    return { ...found, name };
  };
}
const mostKnown = 1_000;

async function findImage({ blobs }: Pick<AttachmentPorts, 'blobs'>, sha256: string) {
  const blob = await blobs.read(sha256);
  if (blob.kind !== 'found') return null;
  const mediaType = rasterTypeOf(blob.content);
  return mediaType === null ? null : { bytes: blob.content, mediaType };
}

async function saveAs(
  { blobs, files }: AttachmentPorts,
  sha256: string,
  name: string,
  windowId: number,
): Promise<boolean> {
  const blob = await blobs.read(sha256);
  if (blob.kind !== 'found') return fail(notFound());
  const mediaType = rasterTypeOf(blob.content);
  const suggested = withEnding(cleanFileName(name), mediaType);
  const place = await files.choose(windowId, {
    title: mediaType === null ? 'Save file' : 'Save image',
    name: suggested,
    ending: suggested.split('.').at(-1) ?? '',
    kind: mediaType === null ? 'File' : 'Image',
  });
  if (place === null) return false;
  await place.write(pieceOf(blob.content));
  return true;
}

async function* pieceOf(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(content);
}

/** The ending says what the bytes are: a window may have stored an image in another form than the one it was given. */
function withEnding(name: string, type: RasterType | null): string {
  if (type === null) return name;
  const ending = type === 'image/jpeg' ? 'jpg' : type.slice('image/'.length);
  const bare = name.replace(/\.(png|jpe?g|gif|webp|heic|heif|avif|bmp|tiff?)$/i, '');
  return `${bare}.${ending}`;
}
