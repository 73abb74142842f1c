import type { ImportFeature } from '#main/features/import/create-import';
import type { DroppedSources } from '#main/ports/import-places';
import type { Handlers } from '../handlers';
import { nothing } from './nothing';

export const importHandlers = (importing: ImportFeature, dropped: DroppedSources) =>
  ({
    'import.choose': ({ kind }, { windowId }) => importing.choose(windowId, kind),
    'import.takeDropped': (_input, { windowId }) => {
      const source = dropped.take(windowId);
      return source === null ? null : importing.look(source);
    },
    'import.state': () => importing.state(),
    'import.begin': ({ importId, options }) => nothing(() => importing.begin(importId, options)),
    'import.pause': ({ importId, isPaused }) => nothing(() => importing.pause(importId, isPaused)),
    'import.cancel': ({ importId }) => nothing(() => importing.cancel(importId)),
    'import.listNoted': ({ importId }) => importing.listNoted(importId),
    'import.saveReport': ({ importId, format }, { windowId }) =>
      importing.saveReport(importId, format, windowId),
    'import.close': ({ importId }) => nothing(() => importing.close(importId)),
  }) satisfies Partial<Handlers>;
