import { buildConversation } from '../draft/build-conversation';
import type { DraftMessage, DraftNode } from '../draft/draft-conversation';
import { modelRef } from '../draft/model-ref';
import { createNotes } from '../draft/notes';
import type { ImportAsset } from '../import-format';
import { read } from '../source/lenient';
import { UnreadableRecord } from '../unreadable-record';
import { messageShape, topicShape, type Message, type TopicName } from './shapes';
import { toParts, type PartContext } from './to-parts';

/** Cherry Studio's names of makers that Parley knows by others. */
const providers: Readonly<Record<string, string>> = { gemini: 'google' };

/** One topic of Cherry Studio. `name` is what it is called elsewhere in the backup. Throws UnreadableRecord. */
export function toConversation(
  json: unknown,
  name: TopicName | null,
  sources: Pick<PartContext, 'blocks' | 'files'>,
  now: number,
): ReturnType<typeof buildConversation> {
  const topic = read(topicShape, json);
  if (topic === null || topic.messages.length === 0) throw new UnreadableRecord('It holds no messages.');
  const notes = createNotes();
  const assets = new Map<string, ImportAsset>();
  const messages = topic.messages.flatMap((value) => {
    const message = read(messageShape, value);
    if (message === null) notes.count('message');
    return message === null ? [] : [message];
  });
  const { nodes, tip } = placed(messages, { ...sources, notes, assets });
  return buildConversation(
    {
      app: 'cherry-studio',
      sourceId: topic.id,
      title: name?.name ?? null,
      createdAt: name?.createdAt ?? messages[0]?.createdAt ?? null,
      updatedAt: name?.updatedAt ?? null,
      nodes,
      head: tip,
      isPinned: name?.pinned === true,
      assets,
      notes,
    },
    now,
  );
}

/** Answers of several models to one question stand side by side; the conversation goes on from the chosen one. */
function placed(
  messages: readonly Message[],
  context: PartContext,
): { readonly nodes: readonly DraftNode[]; readonly tip: string | null } {
  const chosen = new Map<string, { readonly key: string; readonly isChosen: boolean }>();
  const keys = new Set<string>();
  let tip: string | null = null;
  const nodes = messages.map((message, index): DraftNode => {
    const key = message.id ?? `#${String(index)}`;
    const { askId } = message;
    const asked = message.role !== 'user' && askId !== null && keys.has(askId) ? askId : null;
    const parent: string | null = asked ?? tip;
    keys.add(key);
    if (asked === null) {
      tip = key;
    } else {
      const isChosen = message.foldSelected === true || message.useful === true;
      const before = chosen.get(asked);
      if (before === undefined || isChosen || !before.isChosen) chosen.set(asked, { key, isChosen });
      tip = chosen.get(asked)?.key ?? key;
    }
    return { key, parent, message: draftOf(message, context) };
  });
  return { nodes, tip };
}

function draftOf(message: Message, context: PartContext): DraftMessage {
  const drafted = { createdAt: message.createdAt, parts: toParts(message, context) };
  if (message.role === 'user' || message.role === 'system') return { ...drafted, role: message.role };
  const { model, usage, metrics } = message;
  const maker = model?.provider ?? 'cherry-studio';
  return {
    ...drafted,
    role: 'assistant',
    status: statusOf(message.status),
    model: modelRef(
      Object.hasOwn(providers, maker) ? (providers[maker] ?? maker) : maker,
      model?.id ?? message.modelId,
    ),
    modelName: model?.name ?? null,
    firstTokenMs: metrics?.time_first_token_millsec ?? null,
    totalMs: metrics?.time_completion_millsec ?? null,
    ...(usage === null ? {} : { usage: { input: usage.prompt_tokens, output: usage.completion_tokens } }),
  };
}

function statusOf(status: string | null): NonNullable<DraftMessage['status']> {
  if (status === 'error') return 'failed';
  if (status === 'paused') return 'stopped';
  return status === 'processing' || status === 'pending' || status === 'searching'
    ? 'interrupted'
    : 'complete';
}
