import { buildConversation } from '../draft/build-conversation';
import type { DraftMessage, DraftNode } from '../draft/draft-conversation';
import { modelRef } from '../draft/model-ref';
import { createNotes, type Notes } from '../draft/notes';
import { list, read } from '../source/lenient';
import { UnreadableRecord } from '../unreadable-record';
import { conversationShape, messageShape, type Message } from './shapes';
import { toParts } from './to-parts';

/** The parent of a first message. */
const root = '00000000-0000-4000-8000-000000000000';

/** One conversation of Claude. `projects` are names by id. Throws UnreadableRecord. */
export function toConversation(
  json: unknown,
  projects: ReadonlyMap<string, string>,
  now: number,
): ReturnType<typeof buildConversation> {
  const record = read(conversationShape, json);
  const values = list.parse(record?.chat_messages);
  if (record === null || values.length === 0) throw new UnreadableRecord('It holds no messages.');
  const notes = createNotes();
  const project = record.project?.uuid ?? record.project_uuid;
  const folder = project === null ? null : (record.project?.name ?? projects.get(project) ?? null);
  return buildConversation(
    {
      app: 'claude',
      sourceId: record.uuid,
      title: record.name ?? record.title,
      createdAt: record.created_at,
      updatedAt: record.updated_at,
      nodes: nodesOf(values, record.model, notes),
      head: record.current_leaf_message_uuid,
      folder: project === null || folder === null ? null : { sourceId: project, name: folder },
      isPinned: record.is_starred === true,
      notes,
    },
    now,
  );
}

/** A tree where messages name their parents; those that do not follow the one before them. */
function nodesOf(values: readonly unknown[], model: string | null, notes: Notes): readonly DraftNode[] {
  let before: string | null = null;
  return values.flatMap((value, index) => {
    const message = read(messageShape, value);
    if (message === null) {
      notes.count('message');
      return [];
    }
    const key = message.uuid ?? `#${String(index)}`;
    const named = message.parent_message_uuid;
    const parent = named === root ? null : (named ?? before);
    before = key;
    return [{ key, parent, message: draftOf(message, model, notes) }];
  });
}

function draftOf(message: Message, model: string | null, notes: Notes): DraftMessage | null {
  const role = message.sender === 'human' || message.sender === 'user' ? 'user' : 'assistant';
  if (role === 'assistant' && message.sender !== 'assistant') notes.count('part');
  return {
    role,
    createdAt: message.created_at,
    parts: toParts(message, notes),
    status: statusOf(message),
    ...(role === 'assistant' ? { model: modelRef('anthropic', message.model ?? model) } : {}),
  };
}

function statusOf({ stop_reason: reason, truncated }: Message): NonNullable<DraftMessage['status']> {
  if (reason === 'max_tokens' || truncated === true) return 'truncated';
  return reason === 'user_canceled' ? 'stopped' : 'complete';
}
