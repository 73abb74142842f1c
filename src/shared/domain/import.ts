import { z } from 'zod';
import { appErrorSchema } from '../errors/app-error';
import { originApps } from './archive';

/** Bringing conversations in from other programs: what is found, how far it is, and what came of it. */

const count = z.number().int().nonnegative();

/** What became of one record, or would. */
export const importOutcomes = ['new', 'added', 'existing', 'failed'] as const;
export type ImportOutcome = (typeof importOutcomes)[number];

export const importedItemSchema = z.strictObject({
  outcome: z.enum(importOutcomes),
  title: z.string(),
  /** That were written, or would be. */
  messages: count,
  /** Why it could not come; null for what did. */
  reason: z.string().nullable(),
  /** What of it could not come. */
  notes: z.array(z.string()).readonly(),
});
export type ImportedItem = z.infer<typeof importedItemSchema>;

/** What is in a source. Of an import that ran: what came of it. */
export const importSummarySchema = z.strictObject({
  apps: z.array(z.enum(originApps)).readonly(),
  /** Kinds of export, as a person calls them. */
  formats: z.array(z.string()).readonly(),
  conversations: count,
  messages: count,
  /** Ends of branches beyond the first of each conversation. */
  branches: count,
  /** Pictures and documents that messages refer to. */
  files: count,
  /** Of the messages; null when there are none. */
  from: z.number().nullable(),
  to: z.number().nullable(),
  /** The most used first, at most ten. */
  models: z.array(z.strictObject({ name: z.string(), messages: count })).readonly(),
  outcomes: z.record(z.enum(importOutcomes), count),
  /** Messages that are not here yet, or were not. */
  newMessages: count,
  /** Items with notes. */
  noted: count,
});
export type ImportSummary = z.infer<typeof importSummarySchema>;

export const importProgressSchema = z.strictObject({
  /** Records. */
  done: count,
  /** Null while nobody knows. */
  total: count.nullable(),
  messages: count,
  /** Messages a second, of late. */
  rate: z.number().nonnegative(),
  secondsLeft: z.number().nonnegative().nullable(),
});
export type ImportProgress = z.infer<typeof importProgressSchema>;

export const importOptionsSchema = z.strictObject({
  /** What has no folder goes into one of its program's, "From ChatGPT". */
  intoFolder: z.boolean(),
  /** Conversations that are here get no new messages. */
  onlyNew: z.boolean(),
});
export type ImportOptions = z.infer<typeof importOptionsSchema>;

/** What of an import is in the database, counted there at its end. */
export const importStoredSchema = z.strictObject({ conversations: count, messages: count });
export type ImportStored = z.infer<typeof importStoredSchema>;

const importPhases = ['looking', 'found', 'importing', 'paused', 'done', 'cancelled', 'failed'] as const;

export const importStateSchema = z.strictObject({
  importId: z.string(),
  /** Of what was chosen; its path stays in the main process. */
  name: z.string(),
  phase: z.enum(importPhases),
  progress: importProgressSchema.nullable(),
  /** What is there. */
  found: importSummarySchema.nullable(),
  /** What came of it, as far as it went. */
  result: importSummarySchema.nullable(),
  stored: importStoredSchema.nullable(),
  error: appErrorSchema.nullable(),
});
export type ImportState = z.infer<typeof importStateSchema>;

/** What the thread that reads an export tells. */
export const importNewsSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('progress'),
    progress: importProgressSchema,
    summary: importSummarySchema,
  }),
  /** Something was committed. */
  z.strictObject({ kind: z.literal('changed') }),
  z.strictObject({
    kind: z.literal('end'),
    wasCancelled: z.boolean(),
    summary: importSummarySchema.nullable(),
    stored: importStoredSchema.nullable(),
    error: appErrorSchema.nullable(),
  }),
]);
export type ImportNews = z.infer<typeof importNewsSchema>;
