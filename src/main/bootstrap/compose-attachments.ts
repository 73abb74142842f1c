import { createAttachments, type AttachmentsFeature } from '#main/features/attachments/create-attachments';
import { createImageKeeper } from '#main/features/attachments/keep-image';
import type { KeepImage } from '#main/ports/keep-image';
import { nowhere } from './compose-export';
import type { EngineParts } from './compose-engine';

/** What takes files in: from a person for their messages, and from models for their answers. */
export function composeAttachments(
  parts: Pick<EngineParts, 'store' | 'events' | 'exportFiles' | 'copyImage' | 'logger'>,
): { readonly attachments: AttachmentsFeature; readonly keepImage: KeepImage } {
  const { attachments, blobs } = parts.store;
  return {
    keepImage: createImageKeeper({ attachments, blobs, logger: parts.logger }),
    attachments: createAttachments({
      attachments,
      blobs,
      files: parts.exportFiles ?? nowhere,
      events: parts.events,
      copyImage: parts.copyImage ?? (() => Promise.resolve(false)),
    }),
  };
}
