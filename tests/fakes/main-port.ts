import type { MessagePort } from 'node:worker_threads';
import type { MainPort } from '#main/ipc/served-window';

/** Node's port as Electron's main process sees one. */
export function asMainPort(port: MessagePort): MainPort {
  return {
    on(event: 'message' | 'close', listener: ((event: { data: unknown }) => void) & (() => void)) {
      if (event === 'message') port.on('message', (data: unknown) => listener({ data }));
      else port.on('close', () => listener());
    },
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
  };
}
