import { v7 } from 'uuid';
import { createImport, type ImportFeature } from '#main/features/import/create-import';
import type { Store } from '#main/persistence/store';
import type { Clock } from '#main/ports/clock';
import type { EventSink } from '#main/ports/event-sink';
import type { ExportFiles } from '#main/ports/export-files';
import type { ImportPlaces } from '#main/ports/import-places';
import type { ImportRunner } from '#main/ports/import-runner';
import type { Logger } from '#main/ports/logger';
import type { ImportState } from '#shared/domain/import';
import { nowhere } from './compose-export';
import { createImportRunner } from './import-runner';

export interface ImportParts {
  /** The data folder. */
  readonly folder: string;
  readonly store: Pick<Store, 'writeTurns' | 'search' | 'audit'>;
  readonly events: EventSink;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Left out where nobody can be asked. */
  readonly places?: ImportPlaces;
  readonly exportFiles?: ExportFiles;
  /** The built workers; left out, everything runs in the calling thread. */
  readonly importWorker?: string;
  readonly documentWorker?: string;
}

/** Windows read their lists again at most this often while an import runs, in ms. */
const tellEveryMs = 2_000;

export const runnerOf = (parts: ImportParts): ImportRunner =>
  createImportRunner({
    ...parts,
    turns: parts.store.writeTurns,
    workerPath: parts.importWorker ?? null,
    documentWorker: parts.documentWorker ?? null,
  });

export function composeImport(parts: ImportParts): ImportFeature {
  const { store, events, clock } = parts;
  let toldAt = -Infinity;
  return createImport({
    runner: runnerOf(parts),
    places: parts.places ?? { choose: () => Promise.resolve(null) },
    files: parts.exportFiles ?? nowhere,
    events,
    newId: () => v7(),
    onStored: () => {
      store.search.changed();
      if (clock.monotonic() - toldAt < tellEveryMs) return;
      toldAt = clock.monotonic();
      events.broadcast({ type: 'conversations.changed' });
    },
    onImported: (state) => noteImport(store.audit, state, 'person'),
  });
}

/** Writes an import that has ended into the audit log: counts, and nothing of what came. */
export function noteImport(
  audit: Store['audit'],
  { result, phase }: Pick<ImportState, 'result' | 'phase'>,
  trigger: 'person' | 'terminal',
): void {
  if (result === null) return;
  const { outcomes, apps } = result;
  audit.record({
    kind: 'import.finished',
    facts: {
      format: apps.join(', '),
      trigger,
      found: outcomes.new + outcomes.added + outcomes.existing + outcomes.failed,
      added: outcomes.new + outcomes.added,
      existing: outcomes.existing,
      failed: outcomes.failed,
      isCancelled: phase === 'cancelled',
    },
  });
}
