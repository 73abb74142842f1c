import type { AttachmentRef } from '#shared/domain/attachment';

/** What is known of a stored file. */
export interface StoredFile {
  /** Of its bytes in the blob store. */
  readonly sha256: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Of an image, in pixels. */
  readonly width: number | null;
  readonly height: number | null;
  /** What was read out of a document; null for an image. */
  readonly text: string | null;
}

/** Files that messages and message boxes refer to; their bytes are in the blob store before. Throws AppError `storage.*`. */
export interface AttachmentRepository {
  /** What was read out of a file stays as it was read first: messages that were sent carry its hash. */
  save(file: StoredFile): void;
  find(sha256: string): StoredFile | null;
  /** At the end of a message box, in one transaction with `save`; one that is there already gets the name. Throws `attachment.too-many`. */
  addToDraft(key: string, name: string, file: StoredFile): void;
  listDraft(key: string): readonly AttachmentRef[];
  removeFromDraft(key: string, sha256: string): void;
}
