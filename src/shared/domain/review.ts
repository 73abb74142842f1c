import { z } from 'zod';
import { appErrorSchema } from '../errors/app-error';

/** What can be opened to be read and nothing else. */
export const reviewKinds = ['history', 'database', 'archive', 'backup'] as const;
export type ReviewKind = (typeof reviewKinds)[number];

/** What is reviewed, as a person calls it, and how far its opening is. */
export const reviewStatusSchema = z.strictObject({
  /** "Your history", or the name of a file or a folder. */
  name: z.string(),
  kind: z.enum(reviewKinds),
  phase: z.discriminatedUnion('type', [
    /** An archive is read into a place of its own first; null while nobody knows how much there is. */
    z.strictObject({
      type: z.literal('opening'),
      share: z.number().min(0).max(1).nullable(),
      doing: z.string(),
    }),
    z.strictObject({ type: z.literal('locked'), isWrong: z.boolean() }),
    z.strictObject({ type: z.literal('failed'), error: appErrorSchema }),
    /** `notes`: what a person should know of how it is read. */
    z.strictObject({ type: z.literal('ready'), notes: z.array(z.string()).readonly() }),
  ]),
});
export type ReviewStatus = z.infer<typeof reviewStatusSchema>;
export type ReviewPhase = ReviewStatus['phase'];
