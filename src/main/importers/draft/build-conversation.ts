import { createHash } from 'node:crypto';
import { defaultTitle, titleFromText } from '#shared/domain/conversation';
import { plainLine } from '#shared/domain/plain-line';
import { noUsage } from '#shared/domain/usage';
import type { ImportAsset, ImportedConversation, ImportedMessage, ImportItem } from '../import-format';
import { UnreadableRecord } from '../unreadable-record';
import { stableFolderId, stableIds, type StableIds } from '../stable-id';
import type { DraftConversation, DraftMessage } from './draft-conversation';
import { soundText } from './sound-text';
import { joinAnswers, type JoinedNode, type JoinedTree } from './join-answers';
import { joinParts } from './join-parts';
import { withoutGaps } from './markdown-pieces';
import { orderNodes } from './order-nodes';

const longestTitle = 200;
const longestName = 80;
const longestTag = 40;
const mostTags = 20;

type Read = Omit<Extract<ImportItem, { kind: 'conversation' }>, 'raw'>;

/** The conversation that a draft describes, with ids that are the same each time and a tree that is whole. Throws UnreadableRecord for one without a message. */
export function buildConversation(draft: DraftConversation, now: number): Read {
  const placed = orderNodes(draft.nodes.map(withoutEmpty));
  const tree = joinAnswers(placed.nodes);
  if (tree.nodes.length === 0) throw new UnreadableRecord('It holds no messages.');
  const sourceId = draft.sourceId === null || draft.sourceId === '' ? madeId(draft, tree) : draft.sourceId;
  const ids = stableIds(draft.app, sourceId);
  const createdAt = draft.createdAt ?? tree.nodes[0]?.time ?? draft.updatedAt ?? now;
  const messageIds = new Map(tree.nodes.map((node) => [node.key, ids.message(node.key, node.time)]));
  const messages = tree.nodes.map((node): ImportedMessage => {
    const id = messageIds.get(node.key) ?? ids.message(node.key, node.time);
    const parentId = node.parent === null ? null : (messageIds.get(node.parent) ?? null);
    return { ...messageOf(node, ids, node.time ?? createdAt), id, parentId };
  });
  const head = headOf(tree, draft.head === null ? null : placed.shownAt(draft.head));
  const updatedAt = Math.max(draft.updatedAt ?? 0, createdAt, ...lastTimes(tree.nodes));
  const conversation: ImportedConversation = {
    id: ids.conversation(draft.createdAt),
    ...titleOf(draft.title, messages),
    createdAt,
    updatedAt,
    headId: head === null ? null : (messageIds.get(head) ?? null),
    ...placeOf(draft, updatedAt),
    deletedAt: null,
    persona: null,
    model: null,
    thinkingEffort: null,
    reusesAnswers: null,
    origin: { app: draft.app, sourceId: soundText(sourceId.slice(0, 500)), importedAt: now },
    messages,
    files: [],
    assets: usedAssets(draft.assets, messages),
  };
  return { kind: 'conversation', conversation, notes: draft.notes.list() };
}

/** Old exports and single files have no ids: what a conversation begins with does not change as it grows. */
function madeId({ createdAt }: DraftConversation, { nodes }: JoinedTree): string {
  const first = nodes[0];
  const beginning = [createdAt, first?.time ?? null, first?.message.parts ?? []];
  return `made:${createHash('sha256').update(JSON.stringify(beginning)).digest('hex')}`;
}

const withoutEmpty = (node: DraftConversation['nodes'][number]): DraftConversation['nodes'][number] =>
  node.message !== null && node.message.parts.every(isEmpty) ? { ...node, message: null } : node;

/** A thought without words still tells how long it took, when it belongs to an answer that has more. */
const isEmpty = (part: DraftMessage['parts'][number]): boolean =>
  part.type === 'asset'
    ? false
    : part.text.trim() === '' && !(part.type === 'thinking' && part.durationMs !== null);

/** The newest message stands last; a spread over a million of them would not do. */
const lastTimes = (nodes: readonly JoinedNode[]): readonly number[] => {
  const last = nodes.at(-1)?.time ?? null;
  return last === null ? [] : [last];
};

function messageOf(
  node: JoinedNode,
  ids: StableIds,
  createdAt: number,
): Omit<ImportedMessage, 'id' | 'parentId'> {
  const last = node.messages.at(-1) ?? node.message;
  return {
    role: node.message.role,
    status: last.status ?? 'complete',
    createdAt,
    error: null,
    starredAt: node.messages.some(({ isStarred }) => isStarred === true) ? createdAt : null,
    inclusion: null,
    startsContext: false,
    deletedAt: null,
    copiedFrom: null,
    parts: joinParts(node.messages.flatMap(({ parts }) => parts)),
    attempts: attemptsOf(node, ids, createdAt),
  };
}

const outcomes = {
  complete: 'complete',
  truncated: 'truncated',
  stopped: 'cancelled',
  interrupted: 'interrupted',
  failed: 'error',
} as const;

/** One attempt says which model it was; without a model there is nothing to say. */
function attemptsOf(node: JoinedNode, ids: StableIds, startedAt: number): ImportedMessage['attempts'] {
  if (node.message.role !== 'assistant') return [];
  const named = node.messages.findLast(({ model }) => model !== undefined && model !== null);
  if (named?.model === undefined || named.model === null) return [];
  const { model } = named;
  const usage = node.messages.findLast((message) => message.usage !== undefined)?.usage;
  const status = node.messages.at(-1)?.status ?? 'complete';
  return [
    {
      id: ids.attempt(node.key, node.time),
      model,
      modelName:
        (named.modelName === undefined || named.modelName === null
          ? ''
          : nameOf(named.modelName, longestName)) || model.modelId,
      answeredBy: model.modelId,
      outcome: outcomes[status],
      error: null,
      requestId: null,
      usage: { ...noUsage, ...usage },
      cost: null,
      startedAt,
      firstTokenMs: named.firstTokenMs ?? null,
      totalMs: named.totalMs ?? null,
      cachedAt: null,
    },
  ];
}

/** From the node that was shown down along the newest of its children, to the end of the branch. */
function headOf({ nodes, joinedAt }: JoinedTree, shown: string | null): string | null {
  const newestChild = new Map<string, string>();
  for (const { key, parent } of nodes) if (parent !== null) newestChild.set(parent, key);
  let at = shown === null ? (nodes.at(-1)?.key ?? null) : joinedAt(shown);
  for (let next = at; next !== null; next = newestChild.get(next) ?? null) at = next;
  return at;
}

function titleOf(
  title: string | null,
  messages: readonly ImportedMessage[],
): Pick<ImportedConversation, 'title' | 'titleSource'> {
  const line = plainLine(title ?? '', longestTitle);
  if (line !== '') return { title: line, titleSource: 'auto' };
  const made = titleFromText(firstWords(messages));
  return { title: made, titleSource: made === defaultTitle ? 'default' : 'auto' };
}

function firstWords(messages: readonly ImportedMessage[]): string {
  for (const { role, parts } of messages) {
    const text = parts.find(({ part }) => part.type === 'text')?.part;
    if (role !== 'user' || text?.type !== 'text') continue;
    const words = withoutGaps(text.text.slice(0, 2_000));
    if (words !== '') return words;
  }
  return '';
}

function placeOf(
  { app, folder, tags, isPinned, isArchived }: DraftConversation,
  updatedAt: number,
): Pick<ImportedConversation, 'folder' | 'tags' | 'pinnedAt' | 'archivedAt'> {
  const name = nameOf(folder?.name ?? '', longestName);
  const words = new Set(
    (tags ?? []).map((tag) => nameOf(tag.replaceAll(',', ' '), longestTag)).filter((tag) => tag !== ''),
  );
  return {
    folder:
      folder === undefined || folder === null || name === ''
        ? null
        : { id: stableFolderId(app, folder.sourceId), name },
    tags: [...words].slice(0, mostTags).sort(byCodePoint),
    pinnedAt: isPinned === true ? updatedAt : null,
    archivedAt: isArchived === true ? updatedAt : null,
  };
}

/** At most so many UTF-16 units as well: a character may be joined from many. */
const nameOf = (text: string, limit: number): string =>
  plainLine(text, limit)
    .slice(0, limit)
    .replace(/\p{Cs}$/u, '')
    .trim();

const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

function usedAssets(
  assets: ReadonlyMap<string, ImportAsset> | undefined,
  messages: readonly ImportedMessage[],
): ReadonlyMap<string, ImportAsset> {
  const used = new Map<string, ImportAsset>();
  for (const { parts } of messages) {
    for (const { part } of parts) {
      const asset = part.type === 'asset' ? assets?.get(part.key) : undefined;
      if (part.type === 'asset' && asset !== undefined) {
        used.set(part.key, { ...asset, name: asset.name === null ? null : soundText(asset.name) });
      }
    }
  }
  return used;
}
