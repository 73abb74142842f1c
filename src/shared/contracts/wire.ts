import type { AppErrorData } from '../errors/app-error';
import type { AppEvent } from './events';

/** What crosses a window's MessagePort. Calls are answered once each, in any order. */
export interface CallMessage {
  readonly id: number;
  readonly route: string;
  readonly input: unknown;
}

export type PortMessage =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: AppErrorData }
  | { readonly event: AppEvent };
