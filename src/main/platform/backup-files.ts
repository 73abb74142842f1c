import { basename, join } from 'node:path';
import { app, BrowserWindow, dialog, webContents } from 'electron';
import type { BackupFiles } from '#main/ports/backup-files';

const kind = { name: 'Parley backup', extensions: ['parley-backup'] };
const chosen = (path: string) => ({ path, name: basename(path) });

/** Asks with the system's own dialogs, over the window that wants to know. */
export function createBackupFiles(): BackupFiles {
  return {
    async chooseTarget(windowId, name) {
      const owner = ownerOf(windowId);
      const options: Electron.SaveDialogOptions = {
        title: 'Back up everything',
        defaultPath: join(app.getPath('documents'), name),
        filters: [kind],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      };
      const { canceled, filePath } = await (owner === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(owner, options));
      return canceled || filePath === '' ? null : chosen(filePath);
    },
    async chooseBackup(windowId) {
      const path = await open(windowId, {
        title: 'Restore a backup',
        filters: [kind, { name: 'All files', extensions: ['*'] }],
        properties: ['openFile'],
      });
      return path === null ? null : chosen(path);
    },
    chooseFolder: (windowId) =>
      open(windowId, { title: 'Folder for backups', properties: ['openDirectory', 'createDirectory'] }),
  };
}

function ownerOf(windowId: number): Electron.BrowserWindow | null {
  const contents = webContents.fromId(windowId);
  return contents === undefined ? null : BrowserWindow.fromWebContents(contents);
}

async function open(windowId: number, options: Electron.OpenDialogOptions): Promise<string | null> {
  const owner = ownerOf(windowId);
  const answer = owner === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(owner, options);
  const { canceled, filePaths } = await answer;
  return canceled ? null : (filePaths[0] ?? null);
}
