import { basename, join } from 'node:path';
import { app, BrowserWindow, dialog, shell, webContents } from 'electron';
import type { ExportFiles } from '#main/ports/export-files';
import { writeFileSafely } from './write-file-safely';

/** Asks with the system's own dialog, over the window that wants the file. */
export function createExportFiles(): ExportFiles {
  return {
    async choose(windowId, { title, name, ending, kind }) {
      const contents = webContents.fromId(windowId);
      const owner = contents === undefined ? null : BrowserWindow.fromWebContents(contents);
      const options: Electron.SaveDialogOptions = {
        title,
        defaultPath: join(app.getPath('documents'), name),
        filters: [{ name: kind, extensions: [ending] }],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      };
      const answer = await (owner === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(owner, options));
      const path = answer.filePath;
      if (answer.canceled || path === '') return null;
      return {
        name: basename(path),
        write: (chunks) => writeFileSafely(path, chunks),
        reveal: () => shell.showItemInFolder(path),
      };
    },
  };
}
