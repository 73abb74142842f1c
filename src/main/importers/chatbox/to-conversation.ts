import { buildConversation } from '../draft/build-conversation';
import type { DraftMessage, DraftNode } from '../draft/draft-conversation';
import { modelRef } from '../draft/model-ref';
import { createNotes, type Notes } from '../draft/notes';
import type { ImportAsset } from '../import-format';
import { read } from '../source/lenient';
import { UnreadableRecord } from '../unreadable-record';
import { forkListShape, forkShape, messageShape, type Message } from './shapes';
import { toParts, type PartContext } from './to-parts';

/** A session of Chatbox, or one of the threads that it was before. */
export interface Thread {
  readonly sourceId: string;
  readonly title: string | null;
  readonly isStarred: boolean;
  readonly messages: readonly unknown[];
  /** Other continuations by the message that they follow. */
  readonly forks: ReadonlyMap<string, unknown> | null;
}

/** Chatbox's names of makers that Parley knows by others. */
const providers: Readonly<Record<string, string>> = {
  claude: 'anthropic',
  gemini: 'google',
  'openai-responses': 'openai',
};

/** Throws UnreadableRecord. */
export function toConversation(thread: Thread, now: number): ReturnType<typeof buildConversation> {
  if (thread.messages.length === 0) throw new UnreadableRecord('It holds no messages.');
  const notes = createNotes();
  const assets = new Map<string, ImportAsset>();
  const shown = chainOf(thread.messages, null, { notes, assets });
  const others = branchesOf(shown, thread.forks, { notes, assets });
  return buildConversation(
    {
      app: 'chatbox',
      sourceId: thread.sourceId,
      title: thread.title,
      createdAt:
        shown.find(({ message }) => (message?.createdAt ?? null) !== null)?.message?.createdAt ?? null,
      updatedAt: null,
      nodes: [...shown, ...others],
      head: shown.at(-1)?.key ?? null,
      isPinned: thread.isStarred,
      assets,
      notes,
    },
    now,
  );
}

interface Context {
  readonly notes: Notes;
  readonly assets: Map<string, ImportAsset>;
}

/** The continuations that hang below these messages, or below one another: those of other threads are not among them. */
function branchesOf(
  shown: readonly DraftNode[],
  forks: Thread['forks'],
  context: Context,
): readonly DraftNode[] {
  const nodes: DraftNode[] = [];
  const open = shown.map(({ key }) => key);
  const seen = new Set<string>();
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    for (const value of read(forkShape, forks?.get(key))?.lists ?? []) {
      const branch = chainOf(read(forkListShape, value)?.messages ?? [], key, context);
      nodes.push(...branch);
      open.push(...branch.map((node) => node.key));
    }
  }
  return nodes;
}

/** Messages each of which follows the one before it. */
function chainOf(values: readonly unknown[], above: string | null, context: Context): readonly DraftNode[] {
  let parent = above;
  return values.flatMap((value, index) => {
    const message = read(messageShape, value);
    if (message === null) {
      context.notes.count('message');
      return [];
    }
    const key = message.id ?? `${above ?? ''}#${String(index)}`;
    const node = { key, parent, message: draftOf(message, { key, ...context }) };
    parent = key;
    return [node];
  });
}

function draftOf(message: Message, context: PartContext): DraftMessage {
  const drafted = { createdAt: message.timestamp, parts: toParts(message, context) };
  if (message.role === 'user' || message.role === 'system') return { ...drafted, role: message.role };
  const maker = message.aiProvider ?? 'chatbox';
  const { usage } = message;
  return {
    ...drafted,
    role: 'assistant',
    status: statusOf(message),
    model: modelRef(Object.hasOwn(providers, maker) ? (providers[maker] ?? maker) : maker, message.model),
    firstTokenMs: message.firstTokenLatency,
    ...(usage === null
      ? {}
      : {
          usage: {
            input: usage.inputTokens,
            output: usage.outputTokens,
            reasoning: usage.reasoningTokens,
            cachedInput: usage.cachedInputTokens,
          },
        }),
    // A tool's answer belongs to the answer that called it.
    isOpen: message.role === 'tool' || message.finishReason === 'tool-calls',
  };
}

function statusOf({ generating, error, finishReason }: Message): NonNullable<DraftMessage['status']> {
  if (error !== null) return 'failed';
  if (generating === true) return 'interrupted';
  return finishReason === 'length' ? 'truncated' : 'complete';
}
