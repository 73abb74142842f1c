import { join } from 'node:path';
import { app, BrowserWindow, dialog, webContents } from 'electron';
import type { ErasureDesk } from '#main/ports/erasure-desk';

/** Asks with the system's own dialog, over the window that erases. */
export const erasureDesk: ErasureDesk = {
  async chooseReceipt(windowId, name) {
    const contents = webContents.fromId(windowId);
    const owner = contents === undefined ? null : BrowserWindow.fromWebContents(contents);
    const options: Electron.SaveDialogOptions = {
      title: 'Keep the receipt',
      buttonLabel: 'Erase everything',
      message: 'The receipt lists what was erased. Choose a place outside of Parley’s own folder.',
      defaultPath: join(app.getPath('documents'), name),
      filters: [{ name: 'JSON', extensions: ['json'] }],
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    };
    const answer = await (owner === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(owner, options));
    return answer.canceled || answer.filePath === '' ? null : answer.filePath;
  },
  restart() {
    app.relaunch();
    app.quit();
  },
};
