import { z } from 'zod';
import { appErrorSchema } from '#shared/errors/app-error';
import type { SearchRequest } from '#shared/domain/search';
import type { SearchSession } from './search-session';

/** What is asked of the search thread. */
export type SearchCall =
  | { readonly kind: 'search'; readonly request: SearchRequest }
  | { readonly kind: 'find'; readonly conversationId: string; readonly text: string };

export type ToWorker =
  | { readonly kind: 'call'; readonly id: number; readonly call: SearchCall }
  /** The database has changed. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'close' };

/** What the thread says. Answers are parsed by whoever asked. */
export const fromWorkerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('answer'), id: z.number(), value: z.unknown() }),
  /** `error` null: it was none that is expected. */
  z.strictObject({
    kind: z.literal('failure'),
    id: z.number(),
    error: appErrorSchema.nullable(),
    reason: z.string(),
  }),
  /** The index has taken in all changes up to here and nothing is left to do. */
  z.strictObject({ kind: z.literal('idle'), takenSeq: z.number() }),
  z.strictObject({ kind: z.literal('trouble'), reason: z.string() }),
]);
export type FromWorker = z.input<typeof fromWorkerSchema>;

export const searchFilesSchema = z.strictObject({
  database: z.string(),
  index: z.string(),
  seed: z.string().optional(),
});

export function answerCall(session: SearchSession, call: SearchCall, now: number): unknown {
  switch (call.kind) {
    case 'search':
      return session.search(call.request, now);
    case 'find':
      return session.find(call.conversationId, call.text);
  }
}
