import { z } from 'zod';
import { conversationIdSchema } from './ids';

/** The message box of a conversation that does not exist yet: a window's, or the quick window's. */
export const newDraftKeySchema = z.enum(['new', 'quick']);
export type NewDraftKey = z.infer<typeof newDraftKeySchema>;

/** Under which it is stored: each large window has one of its own, and the first one's is `new`. */
export type BoxKey = NewDraftKey | `new-${number}`;

/** Of the large windows, counted from 1. */
export const boxKey = (number: number): BoxKey => (number === 1 ? 'new' : `new-${number}`);

/** Whose message box it is. */
export const draftKeySchema = z.union([conversationIdSchema, newDraftKeySchema]);
export type DraftKey = z.infer<typeof draftKeySchema>;
