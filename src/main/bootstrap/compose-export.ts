import { setImmediate } from 'node:timers/promises';
import { v7 } from 'uuid';
import type { AttachmentsFeature } from '#main/features/attachments/create-attachments';
import { createExport, type ExportFeature } from '#main/features/export/create-export';
import type { ConversationStore } from '#main/persistence/conversation-store';
import type { ExportFiles } from '#main/ports/export-files';

/** Where nobody can be asked, no place is chosen. */
export const nowhere: ExportFiles = { choose: () => Promise.resolve(null) };

export const composeExport = (
  { conversations, exportSource }: ConversationStore,
  { findImage }: Pick<AttachmentsFeature, 'findImage'>,
  files = nowhere,
): ExportFeature =>
  createExport({
    conversations,
    source: exportSource,
    files,
    findImage,
    newId: () => v7(),
    pause: () => setImmediate(),
  });
