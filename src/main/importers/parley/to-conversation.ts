import { archivedConversationSchema, type ArchivedConversation } from '#shared/domain/archive';
import { createNotes } from '../draft/notes';
import type { ImportAsset, ImportItem } from '../import-format';
import { UnreadableRecord } from '../unreadable-record';

type Read = Omit<Extract<ImportItem, { kind: 'conversation' }>, 'raw'>;

/**
 * One conversation of Parley's own file, unchanged. `assets` are files of the document whose bytes nobody took yet, `seen`
 * the hashes of all so far. Throws UnreadableRecord.
 */
export function toConversation(
  json: unknown,
  assets: ReadonlyMap<string, ImportAsset>,
  seen: ReadonlySet<string>,
): Read {
  const parsed = archivedConversationSchema.safeParse(json);
  if (!parsed.success) throw new UnreadableRecord('Its contents are not as Parley writes them.');
  const conversation = parsed.data;
  if (!isWhole(conversation)) throw new UnreadableRecord('Its messages do not make a whole tree.');
  const notes = createNotes();
  for (const { sha256, mediaType } of conversation.files) {
    if (!seen.has(sha256)) notes.count(mediaType.startsWith('image/') ? 'picture' : 'file');
  }
  const own = new Set(conversation.files.map(({ sha256 }) => sha256));
  return {
    kind: 'conversation',
    conversation: { ...conversation, assets: new Map([...assets].filter(([sha256]) => own.has(sha256))) },
    notes: notes.list(),
  };
}

/** Every id once, every parent before its children, and the head among the messages. */
function isWhole({ headId, messages }: ArchivedConversation): boolean {
  const ids = new Set<string>();
  const attempts = new Set<string>();
  for (const message of messages) {
    if (ids.has(message.id) || (message.parentId !== null && !ids.has(message.parentId))) return false;
    ids.add(message.id);
    for (const { id } of message.attempts) {
      if (attempts.has(id)) return false;
      attempts.add(id);
    }
  }
  return headId === null ? messages.length === 0 : ids.has(headId);
}
