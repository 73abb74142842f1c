import { createDroppedSources } from '#main/platform/dropped-sources';
import { createExportFiles } from '#main/platform/export-files';
import { createImportPlaces } from '#main/platform/import-places';
import type { StoreOpening } from '#main/persistence/open-store';
import type { EventSink } from '#main/ports/event-sink';
import type { SecretStore } from '#main/ports/secret-store';
import type { AppInfo } from '#shared/contracts/app.contract';
import { builtWorker } from './built-worker';
import { systemClock } from './compose-engine';
import { composeImport } from './compose-import';
import { createAppShell } from './create-app-shell';
import { createReviewShell } from './create-review-shell';
import { clearImportStaging } from './import-runner';
import type { Shell } from './open-shell';
import type { Start } from './start';

interface Surroundings {
  readonly start: Start;
  readonly shell: Shell;
  readonly ports: EventSink;
  readonly secrets: SecretStore;
  readonly notices: AppInfo['notices'][number][];
  readonly storage: StoreOpening;
}

/** What only a window can ask for. */
export function aroundEngine({ start, shell, ports, secrets, notices, storage }: Surroundings) {
  const { folders, logger } = start;
  if (storage.mode === 'normal') clearImportStaging(folders.data, logger);
  return {
    shell: createAppShell({ folders, secrets, windows: shell.windows, notices, logger }),
    review: createReviewShell({ folders, logger, audit: storage.store.audit, state: null }),
    dropped: createDroppedSources(),
    importing: composeImport({
      folder: folders.data,
      store: storage.store,
      events: ports,
      logger,
      clock: systemClock,
      places: createImportPlaces(),
      exportFiles: createExportFiles(),
      importWorker: builtWorker('import-worker.js'),
      documentWorker: builtWorker('document-worker.js'),
    }),
  };
}
