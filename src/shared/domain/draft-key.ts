import { z } from 'zod';
import { conversationIdSchema } from './ids';

/** The message box of a conversation that does not exist yet: a window's, or the quick window's. */
export const newDraftKeySchema = z.enum(['new', 'quick']);
export type NewDraftKey = z.infer<typeof newDraftKeySchema>;

/** Whose message box it is. */
export const draftKeySchema = z.union([conversationIdSchema, newDraftKeySchema]);
export type DraftKey = z.infer<typeof draftKeySchema>;
