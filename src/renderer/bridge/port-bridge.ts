import type { CallMessage, PortMessage, ReceivedMessage } from '#shared/contracts/wire';
import type { AppEvent } from '#shared/contracts/events';
import { portChannel } from '#shared/contracts/port-channel';
import type { AppErrorData } from '#shared/errors/app-error';
import type { Result } from '#shared/kernel/result';
import type { Bridge } from './bridge';

type Answer = Result<unknown, AppErrorData>;

const closed: Answer = {
  ok: false,
  error: { code: 'ipc.closed', message: 'Parley’s engine is not answering. Restart Parley.' },
};

/** A bridge over one end of a channel. Messages are plain data; main has parsed what it sends. */
export function createPortBridge(port: MessagePort): Bridge {
  const pending = new Map<number, (answer: Answer) => void>();
  const listeners = new Set<(event: AppEvent) => void>();
  let lastId = 0;
  let received = 0;
  let isClosed = false;

  const post = (message: CallMessage | ReceivedMessage): void => port.postMessage(message);

  port.addEventListener('message', ({ data }: MessageEvent<PortMessage>) => {
    if ('event' in data) {
      for (const listener of [...listeners]) listener(data.event);
      received += 1;
      // Only batches are left out when a window falls behind, so only they are counted back one by one.
      if (data.event.type === 'chat.batch' || received % 16 === 0) post({ received });
      return;
    }
    const settle = pending.get(data.id);
    pending.delete(data.id);
    settle?.(data.ok ? { ok: true, value: data.value } : { ok: false, error: data.error });
  });
  port.addEventListener('close', () => {
    isClosed = true;
    for (const settle of pending.values()) settle(closed);
    pending.clear();
  });
  port.start();

  const request = (route: string, input: unknown): Promise<Answer> =>
    new Promise((resolve) => {
      if (isClosed) {
        resolve(closed);
        return;
      }
      lastId += 1;
      pending.set(lastId, resolve);
      post({ id: lastId, route, input });
    });

  return {
    // The types of a route's output are the contract's, which main is compiled against.
    call: request as Bridge['call'],
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Gives one end of a new channel to preload, which forwards it; a page that loads again does the same again. */
export function connectBridge(): Bridge {
  const { port1, port2 } = new MessageChannel();
  const bridge = createPortBridge(port1);
  window.postMessage({ type: portChannel }, window.location.origin, [port2]);
  return bridge;
}
