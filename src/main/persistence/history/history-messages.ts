import { z } from 'zod';
import type { ParsedInputOf } from '#shared/contracts/index';
import { appErrorSchema } from '#shared/errors/app-error';
import type { HistorySession } from './history-session';

/** What is asked of the thread that reads the history. */
export type HistoryCall =
  | { readonly kind: 'summary' }
  | { readonly kind: 'sections'; readonly input: ParsedInputOf<'history.sections'> }
  | { readonly kind: 'entries'; readonly input: ParsedInputOf<'history.entries'> }
  | { readonly kind: 'onThisDay'; readonly input: ParsedInputOf<'history.onThisDay'> }
  | { readonly kind: 'starred'; readonly input: ParsedInputOf<'history.starred'> };

export interface ToHistoryWorker {
  readonly id: number;
  readonly call: HistoryCall;
}

/** What it says. `error` null with `value` undefined: it was a failure that nobody expects. */
export const fromHistoryWorkerSchema = z.strictObject({
  id: z.number(),
  value: z.unknown(),
  error: appErrorSchema.nullable(),
  reason: z.string().nullable(),
});
export type FromHistoryWorker = z.input<typeof fromHistoryWorkerSchema>;

export const historyFilesSchema = z.strictObject({ database: z.string() });

export function answerHistory(session: HistorySession, call: HistoryCall): unknown {
  switch (call.kind) {
    case 'summary':
      return session.summary();
    case 'sections':
      return session.sections(call.input);
    case 'entries':
      return session.entries(call.input);
    case 'onThisDay':
      return session.onThisDay(call.input);
    case 'starred':
      return session.starred(call.input);
  }
}
