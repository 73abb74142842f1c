import { ipcMain, type IpcMainEvent } from 'electron';
import { basename, isAbsolute } from 'node:path';
import type { DroppedSources } from '#main/ports/import-places';
import { droppedChannel } from '#shared/contracts/port-channel';
import { isFromOwnPage } from './windows';

const mostPath = 32_768;

/** Remembers where the one file or folder lies that was dropped on a window last. */
export function createDroppedSources(): DroppedSources {
  const paths = new Map<number, string>();
  ipcMain.on(droppedChannel, (event: IpcMainEvent, path: unknown) => {
    if (!isFromOwnPage(event)) return;
    const { sender } = event;
    const isPath = typeof path === 'string' && path.length <= mostPath && isAbsolute(path);
    if (!isPath) {
      paths.delete(sender.id);
      return;
    }
    if (!paths.has(sender.id)) sender.once('destroyed', () => paths.delete(sender.id));
    paths.set(sender.id, path);
  });
  return {
    take: (windowId) => {
      const path = paths.get(windowId);
      paths.delete(windowId);
      return path === undefined ? null : { path, name: basename(path) };
    },
  };
}
