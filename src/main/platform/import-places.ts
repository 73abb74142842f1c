import { basename } from 'node:path';
import { app, BrowserWindow, dialog, webContents } from 'electron';
import type { ImportPlaces } from '#main/ports/import-places';

/** Asks with the system's own dialog, over the window that wants it. */
export function createImportPlaces(): ImportPlaces {
  return {
    async choose(windowId, kind) {
      const contents = webContents.fromId(windowId);
      const owner = contents === undefined ? null : BrowserWindow.fromWebContents(contents);
      const options: Electron.OpenDialogOptions = {
        title: kind === 'file' ? 'Choose an export' : 'Choose the folder of an export',
        defaultPath: app.getPath('downloads'),
        properties: [kind === 'file' ? 'openFile' : 'openDirectory'],
        buttonLabel: 'Choose',
      };
      const answer = await (owner === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(owner, options));
      const [path] = answer.filePaths;
      return answer.canceled || path === undefined ? null : { path, name: basename(path) };
    },
  };
}
