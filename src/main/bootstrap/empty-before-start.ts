import { app } from 'electron';
import { dataPaths } from '#main/persistence/data-folder';
import { emptyFolder } from '#main/persistence/erasure/empty-folder';
import { noteEverything } from '#main/persistence/erasure/note-everything';
import { showError } from '#main/platform/dialogs';
import { AppError } from '#shared/errors/app-error';

/**
 * Empties a data folder that is to be erased, before Chromium or anything of Parley opens a file in it. `isAsked`: by this
 * very start. False: it could not be done, the person was told, and the process ends.
 */
export function emptyBeforeStart(folder: string, isAsked: boolean): boolean {
  try {
    if (isAsked) noteEverything(dataPaths(folder), Date.now());
    emptyFolder(folder, Date.now());
    return true;
  } catch (error) {
    const sentence = error instanceof AppError ? error.message : String(error);
    process.stderr.write(`Not everything could be erased: ${sentence}\n`);
    if (!isAsked) showError('Not everything could be erased', sentence);
    app.exit(1);
    return false;
  }
}
