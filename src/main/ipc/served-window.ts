import type { AppEvent } from '#shared/contracts/events';
import type { CallMessage, PortMessage, ReceivedMessage } from '#shared/contracts/wire';
import type { ConversationId } from '#shared/domain/ids';
import type { AppErrorData } from '#shared/errors/app-error';
import type { Result } from '#shared/kernel/result';
import type { Logger } from '#main/ports/logger';

/** What is used of Electron's `MessagePortMain`; Node's ports fit after a small wrap. */
export interface MainPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

export interface ServedWindowPorts {
  readonly logger: Logger;
  readonly call: (route: string, input: unknown) => Promise<Result<unknown, AppErrorData>>;
  /** The other side is gone. */
  readonly onClosed: () => void;
}

/** Events that may be on their way to a window that tells what it has taken. */
export const maxOutstanding = 500;

/** One window's port: answers its calls, tells it events, and never throws when it is gone. */
export class ServedWindow {
  /** The conversations whose live turn it sees. */
  readonly watched = new Set<ConversationId>();
  readonly #port: MainPort;
  readonly #ports: ServedWindowPorts;
  #isClosed = false;
  #sent = 0;
  /** Null until the window says so for the first time; then batches wait for it. */
  #received: number | null = null;

  constructor(port: MainPort, ports: ServedWindowPorts) {
    this.#port = port;
    this.#ports = ports;
  }

  start(): void {
    this.#port.on('message', ({ data }) => this.#take(data));
    this.#port.on('close', () => this.#end());
    this.#port.start();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    try {
      this.#port.close();
    } catch {
      // It was closed from the other side.
    }
  }

  /** A window that hangs gets no more batches until it has caught up; the gap in `seq` makes it attach again. */
  sendEvent(event: AppEvent): void {
    const isBatch = event.type === 'chat.batch' && event.batch.settled === null;
    if (isBatch && this.#received !== null && this.#sent - this.#received >= maxOutstanding) return;
    this.#sent += 1;
    this.#post({ event });
  }

  #take(data: unknown): void {
    if (isReceived(data)) {
      this.#received = Math.min(this.#sent, data.received);
    } else if (isCall(data)) {
      void this.#answer(data);
    } else {
      this.#ports.logger.warn('A window sent something that is no call');
    }
  }

  async #answer({ id, route, input }: CallMessage): Promise<void> {
    const result = await this.#ports.call(route, input);
    this.#post({ id, ...result });
  }

  #post(message: PortMessage): void {
    if (this.#isClosed) return;
    try {
      this.#port.postMessage(message);
    } catch (error) {
      this.#ports.logger.warn('A window could not be told', {
        reason: error instanceof Error ? error.name : '',
      });
    }
  }

  #end(): void {
    this.#isClosed = true;
    this.#ports.onClosed();
  }
}

function isCall(data: unknown): data is CallMessage {
  if (typeof data !== 'object' || data === null) return false;
  if (!('id' in data) || !('route' in data) || !('input' in data)) return false;
  return Number.isSafeInteger(data.id) && typeof data.route === 'string' && data.route.length <= 100;
}

function isReceived(data: unknown): data is ReceivedMessage {
  if (typeof data !== 'object' || data === null || !('received' in data)) return false;
  return Number.isSafeInteger(data.received) && Number(data.received) >= 0;
}
