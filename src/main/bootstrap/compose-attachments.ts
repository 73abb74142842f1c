import { createAttachments, type AttachmentsFeature } from '#main/features/attachments/create-attachments';
import { createDocumentReader } from '#main/features/attachments/documents/document-reader';
import { createImageKeeper } from '#main/features/attachments/keep-image';
import type { ConversationStore } from '#main/persistence/conversation-store';
import type { EventSink } from '#main/ports/event-sink';
import type { KeepImage } from '#main/ports/keep-image';
import type { Logger } from '#main/ports/logger';
import { nowhere, type ExportMachine } from './compose-export';

export interface AttachmentParts {
  readonly store: Pick<ConversationStore, 'attachments' | 'blobs'>;
  readonly events: EventSink;
  readonly exportMachine: Pick<ExportMachine, 'files'>;
  readonly copyImage?: (bytes: Uint8Array) => Promise<boolean>;
  readonly documentWorker?: string;
  readonly logger: Logger;
}

/** What takes files in: from a person for their messages, and from models for their answers. */
export function composeAttachments(parts: AttachmentParts): {
  readonly attachments: AttachmentsFeature;
  readonly keepImage: KeepImage;
} {
  const { attachments, blobs } = parts.store;
  return {
    keepImage: createImageKeeper({ attachments, blobs, logger: parts.logger }),
    attachments: createAttachments({
      attachments,
      blobs,
      files: parts.exportMachine.files ?? nowhere,
      events: parts.events,
      readDocument: createDocumentReader({ workerPath: parts.documentWorker ?? null, logger: parts.logger }),
      copyImage: parts.copyImage ?? (() => Promise.resolve(false)),
    }),
  };
}
