import { buildConversation } from '../draft/build-conversation';
import type { DraftMessage, DraftNode } from '../draft/draft-conversation';
import { modelRef } from '../draft/model-ref';
import { createNotes, type Notes } from '../draft/notes';
import { read } from '../source/lenient';
import { UnreadableRecord } from '../unreadable-record';
import { conversationShape, messageShape, type Message } from './shapes';
import { toParts } from './to-parts';

/** The parent of a first message. */
const root = '00000000-0000-0000-0000-000000000000';

/** What LibreChat calls makers that Parley knows. */
const providers: Readonly<Record<string, string>> = {
  openAI: 'openai',
  gptPlugins: 'openai',
  assistants: 'openai',
  azureOpenAI: 'azure-openai',
};

interface Context {
  readonly endpoint: string;
  readonly model: string | null;
  readonly notes: Notes;
}

/** One conversation of LibreChat, as a list or as nested answers. Throws UnreadableRecord. */
export function toConversation(json: unknown, now: number): ReturnType<typeof buildConversation> {
  const record = read(conversationShape, json);
  const values = [...(record?.messages ?? []), ...(record?.messagesTree ?? [])];
  if (record === null || values.length === 0) throw new UnreadableRecord('It holds no messages.');
  const notes = createNotes();
  const nodes = nodesOf(values, {
    endpoint: record.endpoint ?? 'librechat',
    model: record.options?.model ?? null,
    notes,
  });
  const times = nodes.flatMap(({ message }) => message?.createdAt ?? []);
  return buildConversation(
    {
      app: 'librechat',
      sourceId: record.conversationId,
      title: record.title,
      createdAt: times[0] ?? null,
      updatedAt: null,
      nodes,
      head: null,
      notes,
    },
    now,
  );
}

/** Answers may hold those below them, however deep. */
function nodesOf(values: readonly unknown[], context: Context): readonly DraftNode[] {
  const nodes: DraftNode[] = [];
  const open = values.map((value) => ({ value, above: null as string | null })).reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const message = read(messageShape, next.value);
    if (message === null) {
      context.notes.count('message');
      continue;
    }
    const key = message.messageId ?? `#${String(nodes.length)}`;
    const named = message.parentMessageId;
    nodes.push({
      key,
      parent: named === root ? null : (named ?? next.above),
      message: draftOf(message, context),
    });
    for (const value of message.children.toReversed()) open.push({ value, above: key });
  }
  return nodes;
}

function draftOf(message: Message, { endpoint, model, notes }: Context): DraftMessage {
  const isUser = message.isCreatedByUser ?? message.sender?.toLowerCase() === 'user';
  const drafted = { createdAt: message.createdAt, parts: toParts(message, notes) };
  if (isUser) return { ...drafted, role: 'user' };
  const maker = message.endpoint ?? endpoint;
  return {
    ...drafted,
    role: 'assistant',
    status: statusOf(message),
    model: modelRef(
      Object.hasOwn(providers, maker) ? (providers[maker] ?? maker) : maker,
      message.model ?? model,
    ),
    modelName: message.sender,
    ...(message.tokenCount === null ? {} : { usage: { output: message.tokenCount } }),
  };
}

function statusOf({
  unfinished,
  error,
  finish_reason: reason,
}: Message): NonNullable<DraftMessage['status']> {
  if (error === true) return 'failed';
  if (unfinished === true) return 'stopped';
  return reason === 'incomplete' || reason === 'length' ? 'truncated' : 'complete';
}
