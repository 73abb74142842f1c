import { setImmediate } from 'node:timers/promises';
import { v7 } from 'uuid';
import { createExport, type ExportFeature } from '#main/features/export/create-export';
import type { Store } from '#main/persistence/store';
import type { ExportFiles } from '#main/ports/export-files';

/** Where nobody can be asked, no place is chosen. */
export const nowhere: ExportFiles = { choose: () => Promise.resolve(null) };

export const composeExport = ({ conversations, exportSource }: Store, files = nowhere): ExportFeature =>
  createExport({
    conversations,
    source: exportSource,
    files,
    newId: () => v7(),
    pause: () => setImmediate(),
  });
