import { z } from 'zod';
import { attachmentRefSchema } from '../domain/attachment';
import { conversationIdSchema } from '../domain/ids';
import { nothing, route } from './route';

const byConversation = z.strictObject({ conversationId: conversationIdSchema });
const text = z.string().max(2_000_000);

/** A message that waits for the end of a reply: one a conversation. Main sends it when the reply ends completely. */
export const queueRoutes = {
  'queue.find': route(
    byConversation,
    z.strictObject({ text, files: z.array(attachmentRefSchema).readonly() }).nullable(),
  ),
  /**
   * Puts this text and the files of the conversation's message box at the end of what waits, and empties the box. When
   * the reply has ended completely by then, it is sent at once. Fails with `attachment.too-many`, `invalid-request`.
   */
  'queue.add': route(byConversation.extend({ text }), nothing),
  /** Puts what waits back into the message box, before `draft`; answers the box's text. Nothing waits any more. */
  'queue.take': route(byConversation.extend({ draft: text }), text),
  'queue.remove': route(byConversation, nothing),
  /** Stops a reply that streams and sends what waits. Does nothing when nothing waits (any more). */
  'queue.send': route(byConversation, nothing),
};
