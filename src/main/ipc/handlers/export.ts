import type { ExportFeature } from '#main/features/export/create-export';
import type { Handlers } from '../handlers';
import { nothing } from './nothing';

export const exportHandlers = (exporting: ExportFeature) =>
  ({
    'export.preview': (request, { windowId }) => exporting.preview(request, windowId),
    'export.save': (request, { windowId }) => exporting.save(request, windowId),
    'export.saveMany': (request, { windowId }) => exporting.saveMany(request, windowId),
    'export.saveEverything': (request, { windowId }) => exporting.saveEverything(request, windowId),
    'export.cancel': ({ runId }) => nothing(() => exporting.cancel(runId)),
    'export.savePiece': (piece, { windowId }) => exporting.savePiece(piece, windowId),
    'export.print': ({ conversationId }) => exporting.print(conversationId),
    'export.reveal': ({ exportId }) => nothing(() => exporting.reveal(exportId)),
  }) satisfies Partial<Handlers>;
