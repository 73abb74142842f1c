import type { AppErrorData } from '../errors/app-error';
import type { AppEvent } from './events';

/** What crosses a window's MessagePort. Calls are answered once each, in any order. */
export interface CallMessage {
  readonly id: number;
  readonly route: string;
  readonly input: unknown;
}

/**
 * Optional flow control: how many events the window has taken so far. Once a window has said so, batches to it are left
 * out while more than a bounded number is outstanding; the gap in `seq` makes it attach again.
 */
export interface ReceivedMessage {
  readonly received: number;
}

export type PortMessage =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: AppErrorData }
  | { readonly event: AppEvent };
