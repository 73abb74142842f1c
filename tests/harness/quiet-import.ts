import type { ImportFeature } from '#main/features/import/create-import';
import type { DroppedSources } from '#main/ports/import-places';
import { AppError, appError } from '#shared/errors/app-error';

const over = (): never => {
  throw new AppError(appError('import.not-found', 'This import is over. Choose the file again.'));
};

/** Where nobody brings anything in. */
export const quietImport: { readonly importing: ImportFeature; readonly dropped: DroppedSources } = {
  importing: {
    choose: () => Promise.resolve(null),
    look: over,
    state: () => null,
    begin: over,
    pause: over,
    cancel: over,
    listNoted: over,
    saveReport: over,
    close: over,
  },
  dropped: { take: () => null },
};
