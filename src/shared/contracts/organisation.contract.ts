import { z } from 'zod';
import { conversationRowSchema } from '../domain/conversation';
import { conversationIdSchema, folderIdSchema } from '../domain/ids';
import {
  folderNameSchema,
  folderSchema,
  listScopeSchema,
  organiseStepSchema,
  rowCursorSchema,
  tagCountSchema,
  trashContentSchema,
} from '../domain/organisation';
import { nothing, route } from './route';

const byFolder = z.strictObject({ folderId: folderIdSchema });
const some = z.array(conversationIdSchema).min(1).max(500).readonly();

/** How conversations are listed, and the order that a person gives them. */
export const organisationRoutes = {
  /** Newest first. `next` is the place to go on from, null at the end. */
  'conversation.list': route(
    z.strictObject({
      scope: listScopeSchema,
      before: rowCursorSchema.nullable(),
      limit: z.number().int().min(1).max(500),
    }),
    z.strictObject({
      rows: z.array(conversationRowSchema).readonly(),
      next: rowCursorSchema.nullable(),
    }),
  ),
  /** The rows of these as they are now; one that is gone for good is left out. */
  'conversation.rows': route(
    z.strictObject({ conversationIds: some }),
    z.array(conversationRowSchema).readonly(),
  ),
  /** Changes them in one transaction and answers what takes it back. A reply that streams in what is deleted is stopped. */
  'conversation.organise': route(organiseStepSchema, z.array(organiseStepSchema).readonly()),
  /** A person looked at it: it is not unread any more. */
  'conversation.seen': route(z.strictObject({ conversationId: conversationIdSchema }), nothing),

  'folder.list': route(nothing, z.array(folderSchema).readonly()),
  /** The id is the caller's; the new folder stands last. */
  'folder.create': route(byFolder.extend({ name: folderNameSchema }), nothing),
  'folder.rename': route(byFolder.extend({ name: folderNameSchema }), nothing),
  /** Its conversations stay. `folder.restore` brings it back, with them, while Parley runs. */
  'folder.remove': route(byFolder, nothing),
  'folder.restore': route(byFolder, nothing),
  /** All folders in their new order. */
  'folder.reorder': route(
    z.strictObject({ folderIds: z.array(folderIdSchema).max(10_000).readonly() }),
    nothing,
  ),

  'tag.list': route(nothing, z.array(tagCountSchema).readonly()),

  /** What deleting these for good would take; without ids, everything in the trash. */
  'trash.measure': route(z.strictObject({ conversationIds: some.nullable() }), trashContentSchema),
  /** Deletes for good what is in the trash now; answers how many conversations that were. */
  'trash.empty': route(nothing, z.number().int()),
};
