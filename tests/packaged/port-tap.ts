import type { BrowserContext } from 'playwright-core';

/** One message between a window and the main process. */
export interface Passed {
  readonly direction: 'to main' | 'to window';
  readonly json: string;
}

/**
 * Notes every message on the ports of all pages that load from now on. Each is handed over at once: what is tapped must
 * not lie in the page, whose memory is looked through as well.
 */
export async function tapPorts(context: BrowserContext): Promise<readonly Passed[]> {
  const passed: Passed[] = [];
  await context.exposeBinding('tellPassed', (_source, direction: Passed['direction'], json: string) => {
    passed.push({ direction, json });
  });
  await context.addInitScript(() => {
    const tapped = window as unknown as { tellPassed: (direction: string, json: string) => Promise<void> };
    const note = (direction: Passed['direction'], data: unknown): void =>
      void tapped.tellPassed(direction, JSON.stringify(data));
    const prototype = MessagePort.prototype as unknown as Record<
      'postMessage' | 'addEventListener',
      (this: MessagePort, ...parameters: unknown[]) => void
    >;
    const { postMessage, addEventListener } = prototype;
    prototype.postMessage = function (data, ...rest) {
      note('to main', data);
      postMessage.call(this, data, ...rest);
    };
    prototype.addEventListener = function (type, listener, ...rest) {
      if (type === 'message')
        addEventListener.call(this, type, ({ data }: MessageEvent) => note('to window', data));
      addEventListener.call(this, type, listener, ...rest);
    };
  });
  return passed;
}
