import { BrowserWindow, dialog, webContents } from 'electron';

/** Asks which archive, backup, database or folder is to be reviewed. Null: the person chose none. */
export async function chooseReviewed(what: 'file' | 'folder', windowId: number): Promise<string | null> {
  const contents = webContents.fromId(windowId);
  const owner = contents === undefined ? null : BrowserWindow.fromWebContents(contents);
  const options: Electron.OpenDialogOptions = {
    title: what === 'file' ? 'Review an archive or a backup' : 'Review a data folder or an unpacked archive',
    buttonLabel: 'Review',
    properties: [what === 'file' ? 'openFile' : 'openDirectory'],
  };
  const { filePaths } = await (owner === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(owner, options));
  return filePaths[0] ?? null;
}
