import { ipcMain, type IpcMainEvent, type MessagePortMain } from 'electron';
import { portChannel } from '#shared/contracts/port-channel';
import type { Logger } from '#main/ports/logger';
import { isFromOwnPage } from './windows';

type Serve = (port: MessagePortMain, windowId: number) => void;

export interface PortIntake {
  /** From now on ports are served; those that came before are served first, in their order. */
  serveWith(serve: Serve): void;
}

/** Takes the port of every page of ours, from the first moment on: a window may be there before the engine is. */
export function createPortIntake(logger: Logger): PortIntake {
  const waiting: (readonly [MessagePortMain, number])[] = [];
  let serve: Serve | null = null;
  ipcMain.on(portChannel, (event: IpcMainEvent) => {
    const [port] = event.ports;
    if (port === undefined || event.ports.length !== 1 || !isFromOwnPage(event)) {
      logger.warn('a port from elsewhere was refused', { origin: event.senderFrame?.origin });
      for (const refused of event.ports) refused.close();
      return;
    }
    if (serve === null) waiting.push([port, event.sender.id]);
    else serve(port, event.sender.id);
  });
  return {
    serveWith(next) {
      serve = next;
      for (const [port, windowId] of waiting.splice(0)) next(port, windowId);
    },
  };
}
