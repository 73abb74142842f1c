import { z } from 'zod';
import { conversationIdSchema } from './ids';

const count = z.number().int().nonnegative();

/** What a backup says of itself. */
export const backupSummarySchema = z.strictObject({
  /** The version of Parley that wrote it. */
  app: z.string(),
  createdAt: z.number(),
  /** Of the file. */
  bytes: count,
  conversations: count,
  messages: count,
  files: count,
  fileBytes: count,
  /** Files that were not there when it was made, or are not what their name says. */
  missingFiles: count,
  /** When its first and last message were written; null without any. */
  span: z.strictObject({ from: z.number(), to: z.number() }).nullable(),
});
export type BackupSummary = z.infer<typeof backupSummarySchema>;

/**
 * How a conversation of a backup stands to the one here: `new` is not here, `there` and `here` have something that the
 * other has not, `both` each have, `deleted` is in the trash here or was deleted since.
 */
export const restoreStateSchema = z.enum(['new', 'there', 'both', 'here', 'deleted', 'same']);
export type RestoreState = z.infer<typeof restoreStateSchema>;

const restoreItemSchema = z.strictObject({
  id: conversationIdSchema,
  title: z.string(),
  updatedAt: z.number(),
  state: restoreStateSchema,
  /** That it would bring. */
  messages: count,
});
export type RestoreItem = z.infer<typeof restoreItemSchema>;

/** What a restore would do. */
export const restorePreviewSchema = z.strictObject({
  counts: z.record(restoreStateSchema, count),
  /** Messages that would be added, without those of conversations that were deleted here. */
  messages: count,
  /** The first of each state, those that were deleted first; never those that are the same. */
  items: z.array(restoreItemSchema).max(2000).readonly(),
  personas: z.strictObject({ added: count, changed: count }),
  folders: count,
  /** That are not here; an address is named because replies come from there. */
  providers: z
    .array(z.strictObject({ name: z.string(), baseUrl: z.string().nullable() }))
    .max(200)
    .readonly(),
  /** Of usage and costs. */
  requests: count,
  /**
   * Conversations that are on hold there: `coming` are new here and come so, `left` are here without one and stay so.
   * `here`: holds of this computer, which keep it from being replaced.
   */
  holds: z.strictObject({ coming: count, left: count, here: count }),
  /** Rules for keeping: those of the backup come with its settings, and only where there are none. */
  rules: z.strictObject({ there: count, here: count }),
});
export type RestorePreview = z.infer<typeof restorePreviewSchema>;

export const restoreChoicesSchema = z.strictObject({
  /** `replace`: what is here goes first. */
  way: z.enum(['merge', 'replace']),
  /** Which of those that were deleted here come back. */
  bringBack: z.union([z.enum(['none', 'all']), z.array(conversationIdSchema).max(2000).readonly()]),
  withSettings: z.boolean(),
});
export type RestoreChoices = z.infer<typeof restoreChoicesSchema>;

export const restoreResultSchema = z.strictObject({
  added: count,
  /** Were here and got something. */
  changed: count,
  /** Were deleted here and are back; in neither of the two above. */
  back: count,
  /** Were deleted here and stay so. */
  deleted: count,
  same: count,
  messages: count,
  personas: count,
  providers: count,
  /** Conversations that were on hold there: that came so, and that stay without. */
  holds: z.strictObject({ added: count, left: count }),
  /** Rules for keeping that came, and that were left. */
  rules: z.strictObject({ added: count, left: count }),
  /** Titles of conversations that could not be read. */
  leftOut: z.array(z.string()).max(1000).readonly(),
});
export type RestoreResult = z.infer<typeof restoreResultSchema>;

/** How far it is: bytes, or conversations while these are compared or added. */
export const backupProgressSchema = z.strictObject({
  phase: z.enum(['copying', 'writing', 'verifying', 'opening', 'comparing', 'adding']),
  done: count,
  total: count,
});
export type BackupProgress = z.infer<typeof backupProgressSchema>;
