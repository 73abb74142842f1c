import { z } from 'zod';
import { attachmentRefSchema } from '../domain/attachment';
import { mostAttachments } from '../domain/attachment-limits';
import { conversationIdSchema, messageIdSchema } from '../domain/ids';
import { nothing, route } from './route';

const byConversation = z.strictObject({ conversationId: conversationIdSchema });
const text = z.string().max(2_000_000);
/** The id of the message that it becomes. */
const byMessage = byConversation.extend({ messageId: messageIdSchema });

const queuedSchema = z.strictObject({
  messageId: messageIdSchema,
  text,
  files: z.array(attachmentRefSchema).max(mostAttachments).readonly(),
});

/** Messages that wait for the end of a reply. Main sends the first when a reply ends completely, then the next. */
export const queueRoutes = {
  /** In the order in which they are sent. */
  'queue.list': route(byConversation, z.array(queuedSchema).readonly()),
  /**
   * Puts this text and the files of the conversation's message box at the end of the queue, and empties the box. When the
   * reply has ended completely by then and nothing else waits, it is sent at once. Fails with `invalid-request`.
   */
  'queue.add': route(byMessage.extend({ text }), nothing),
  /** Puts one back into the message box, before `draft`; answers the box's text. Fails with `attachment.too-many`. */
  'queue.take': route(byMessage.extend({ draft: text }), text),
  /** False: it did not wait any more, because it was sent or removed. */
  'queue.remove': route(byMessage, z.boolean()),
  /** Takes a removal back: before the one that followed it, else at the end. Nothing is sent by it. */
  'queue.restore': route(
    byConversation.extend({ message: queuedSchema, beforeId: messageIdSchema.nullable() }),
    nothing,
  ),
  /** It changes its place with the one before it. */
  'queue.moveUp': route(byMessage, nothing),
  /** Stops a reply that streams and sends this one, whatever its place. Does nothing when it does not wait (any more). */
  'queue.send': route(byMessage, nothing),
};
