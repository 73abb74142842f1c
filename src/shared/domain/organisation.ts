import { z } from 'zod';
import { conversationIdSchema, folderIdSchema } from './ids';

/** A place for conversations that a person made. */
export const folderSchema = z.strictObject({
  id: folderIdSchema,
  name: z.string(),
  /** Conversations that are listed in it: neither pinned, archived nor in the trash. */
  count: z.number().int(),
});
export type Folder = z.infer<typeof folderSchema>;

export const folderNameSchema = z.string().trim().min(1).max(80);

/** As the person wrote it; two that differ only in case are one. */
export const tagNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^\p{Cc},]+$/u);

export const tagCountSchema = z.strictObject({ tag: z.string(), count: z.number().int() });
export type TagCount = z.infer<typeof tagCountSchema>;

/**
 * Which conversations a list holds. All but `archived` and `trash` leave those two out. `recent` are those neither pinned
 * nor in a folder; a folder's list leaves pinned ones out: with `pinned`, each conversation stands in one list.
 * `temporary` ones stand in no other list.
 */
export const listScopeSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('all') }),
  z.strictObject({ type: z.literal('temporary') }),
  z.strictObject({ type: z.literal('pinned') }),
  z.strictObject({ type: z.literal('recent') }),
  z.strictObject({ type: z.literal('folder'), folderId: folderIdSchema }),
  z.strictObject({ type: z.literal('tag'), tag: tagNameSchema }),
  z.strictObject({ type: z.literal('archived') }),
  z.strictObject({ type: z.literal('trash') }),
]);
export type ListScope = z.infer<typeof listScopeSchema>;

/** Where a page ends: `rank` orders before `position` (pinned ones first; in the trash, the time of deletion). */
export const rowCursorSchema = z.strictObject({ rank: z.number().int(), position: z.number().int() });
export type RowCursor = z.infer<typeof rowCursorSchema>;

export const organiseChangeSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('pin'), isPinned: z.boolean() }),
  z.strictObject({ type: z.literal('archive'), isArchived: z.boolean() }),
  z.strictObject({ type: z.literal('unread'), isUnread: z.boolean() }),
  z.strictObject({ type: z.literal('move'), folderId: folderIdSchema.nullable() }),
  z.strictObject({ type: z.literal('tag'), tag: tagNameSchema, isTagged: z.boolean() }),
  z.strictObject({ type: z.literal('trash') }),
  z.strictObject({ type: z.literal('restore') }),
  /** For good, and only of what is in the trash. */
  z.strictObject({ type: z.literal('delete') }),
]);
export type OrganiseChange = z.infer<typeof organiseChangeSchema>;

/** One call that takes a part of an earlier change back. */
export const organiseStepSchema = z.strictObject({
  conversationIds: z.array(conversationIdSchema).min(1).max(500).readonly(),
  change: organiseChangeSchema,
});
export type OrganiseStep = z.infer<typeof organiseStepSchema>;

/** What would go with a deletion for good. */
export const trashContentSchema = z.strictObject({
  conversations: z.number().int(),
  messages: z.number().int(),
});
export type TrashContent = z.infer<typeof trashContentSchema>;
