import { z } from 'zod';
import { conversationIdSchema, folderIdSchema, personaIdSchema } from './ids';

const days = z.number().int().min(1).max(3650);

/** Conversations of this folder and persona (null: any) that nobody touched for so long go to the trash. */
export const retentionRuleSchema = z.strictObject({
  id: z.uuid(),
  folderId: folderIdSchema.nullable(),
  personaId: personaIdSchema.nullable(),
  days,
  /** Erased for good after so long in the trash; null leaves that to the trash. */
  eraseDays: days.nullable(),
});
export type RetentionRule = z.infer<typeof retentionRuleSchema>;

/** What nothing deletes: no rule, no emptying of the trash, no erasure and no person. */
export const holdTargetSchema = z.discriminatedUnion('scope', [
  z.strictObject({ scope: z.literal('conversation'), id: conversationIdSchema }),
  z.strictObject({ scope: z.literal('folder'), id: folderIdSchema }),
  z.strictObject({ scope: z.literal('everything') }),
]);
export type HoldTarget = z.infer<typeof holdTargetSchema>;

export const holdSchema = z.strictObject({
  target: holdTargetSchema,
  /** Of the conversation or the folder; null when it is not there any more. */
  name: z.string().nullable(),
  since: z.number().int(),
});
export type Hold = z.infer<typeof holdSchema>;

/** What a rule would take now. */
export const retentionPreviewSchema = z.strictObject({
  conversations: z.number().int(),
  messages: z.number().int(),
  /** Of these, on hold: they stay. */
  held: z.number().int(),
  /** The first of them, the oldest first. */
  first: z
    .array(z.strictObject({ id: conversationIdSchema, title: z.string(), touchedAt: z.number().int() }))
    .readonly(),
});
export type RetentionPreview = z.infer<typeof retentionPreviewSchema>;

/** Why rules have not run: they would take so much that a person is asked, or the clock cannot be trusted. */
export const retentionStateSchema = z.strictObject({
  waiting: z
    .discriminatedUnion('reason', [
      z.strictObject({
        reason: z.literal('many'),
        conversations: z.number().int(),
        of: z.number().int(),
      }),
      z.strictObject({ reason: z.literal('clock') }),
    ])
    .nullable(),
  lastRunAt: z.number().int().nullable(),
});
export type RetentionState = z.infer<typeof retentionStateSchema>;
