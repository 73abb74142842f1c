import { buildConversation } from '../draft/build-conversation';
import type { DraftMessage, DraftNode } from '../draft/draft-conversation';
import { modelRef } from '../draft/model-ref';
import { createNotes } from '../draft/notes';
import type { ImportAsset } from '../import-format';
import { read } from '../source/lenient';
import { UnreadableRecord } from '../unreadable-record';
import { conversationShape, messageShape, type Message } from './shapes';
import { toParts, type PartContext } from './to-parts';

/** One conversation of Open WebUI. Throws UnreadableRecord. */
export function toConversation(json: unknown, now: number): ReturnType<typeof buildConversation> {
  const record = read(conversationShape, json);
  const chat = record?.chat ?? null;
  const tree = [...(chat?.history?.messages ?? [])];
  const values: readonly (readonly [string, unknown])[] =
    tree.length > 0
      ? tree
      : (chat?.messages ?? []).map((value, index) => [`#${String(index)}`, value] as const);
  if (record === null || values.length === 0) throw new UnreadableRecord('It holds no messages.');
  const notes = createNotes();
  const assets = new Map<string, ImportAsset>();
  let before: string | null = null;
  const nodes = values.map(([name, value]): DraftNode => {
    const message = read(messageShape, value);
    const key = tree.length > 0 ? name : (message?.id ?? name);
    const parent = tree.length > 0 ? (message?.parentId ?? null) : (message?.parentId ?? before);
    before = key;
    if (message === null) notes.count('message');
    return { key, parent, message: message === null ? null : draftOf(message, { key, notes, assets }) };
  });
  return buildConversation(
    {
      app: 'open-webui',
      sourceId: record.id,
      title: [record.title, chat?.title ?? null].find((title) => title !== null && title !== '') ?? null,
      createdAt: record.created_at,
      updatedAt: record.updated_at,
      nodes,
      head: chat?.history?.currentId ?? null,
      tags: [...(record.meta?.tags ?? []), ...(chat?.tags ?? [])].flatMap((tag) =>
        typeof tag === 'string' ? [tag.replaceAll('_', ' ')] : [],
      ),
      isPinned: record.pinned === true,
      isArchived: record.archived === true,
      assets,
      notes,
    },
    now,
  );
}

function draftOf(message: Message, context: PartContext): DraftMessage {
  const drafted = { createdAt: message.timestamp, parts: toParts(message, context) };
  if (message.role === 'user' || message.role === 'system') return { ...drafted, role: message.role };
  const usage = message.usage;
  return {
    ...drafted,
    role: 'assistant',
    status: message.done === false ? 'stopped' : 'complete',
    // The server answers under one address for all makers.
    model: modelRef('open-webui', message.model),
    modelName: message.modelName,
    ...(usage === null
      ? {}
      : {
          usage: {
            input: usage.prompt_tokens ?? usage.input_tokens,
            output: usage.completion_tokens ?? usage.output_tokens,
          },
        }),
  };
}
