import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { app, BrowserWindow, dialog, shell, webContents } from 'electron';
import type { ExportFiles } from '#main/ports/export-files';
import { printOnPaper } from './print-on-paper';
import { writeFileSafely } from './write-file-safely';

/** Asks with the system's own dialog, over the window that wants the file. */
export function createExportFiles(): ExportFiles {
  return {
    print: printOnPaper,
    async choose(windowId, { title, name, ending, kind }) {
      const owner = windowOf(windowId);
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
        target: { kind: 'file', path },
        write: (chunks) => writeFileSafely(path, chunks),
        reveal: () => shell.showItemInFolder(path),
      };
    },
    async chooseFolder(windowId, { title, name }) {
      const owner = windowOf(windowId);
      const options: Electron.OpenDialogOptions = {
        title,
        buttonLabel: 'Export here',
        defaultPath: app.getPath('documents'),
        properties: ['openDirectory', 'createDirectory'],
      };
      const answer = await (owner === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(owner, options));
      const [folder] = answer.filePaths;
      if (answer.canceled || folder === undefined) return null;
      const path = freePath(folder, name);
      return {
        name: basename(path),
        target: { kind: 'folder', path, isKept: false },
        reveal: () => shell.showItemInFolder(path),
      };
    },
  };
}

function windowOf(windowId: number) {
  const contents = webContents.fromId(windowId);
  return contents === undefined ? null : BrowserWindow.fromWebContents(contents);
}

/** Nothing that is there is touched. */
function freePath(folder: string, name: string): string {
  for (let number = 1; ; number += 1) {
    const path = join(folder, number === 1 ? name : `${name} (${number})`);
    if (!existsSync(path)) return path;
  }
}
