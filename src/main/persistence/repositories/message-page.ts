import type { MessageAnchor, MessagePage } from '#main/ports/conversation-repository';
import type { BranchNode, BranchPath } from './branch-path';
import { messageNotFound } from './not-found';
import type { MessageReader } from './message-reader';

export interface PageRequest {
  readonly path: BranchPath;
  readonly reader: MessageReader;
  readonly conversation: { readonly id: string; readonly headId: string | null; readonly revision: number };
  readonly anchor: MessageAnchor;
  readonly limit: number;
}

/** The nodes of a page, oldest first, and whether the branch goes on below them. */
interface PageNodes {
  readonly nodes: readonly BranchNode[];
  readonly hasAfter: boolean;
}

function nodesAbove(path: BranchPath, fromId: string | null, limit: number): readonly BranchNode[] {
  return fromId === null || limit === 0 ? [] : path.up(fromId, limit).toReversed();
}

function pageNodes({ path, conversation, anchor, limit }: PageRequest, headId: string): PageNodes {
  if (!('messageId' in anchor)) {
    if (anchor.at === 'end') return { nodes: nodesAbove(path, headId, limit), hasAfter: false };
    const all = path.up(headId, Number.MAX_SAFE_INTEGER);
    return { nodes: all.slice(-limit).toReversed(), hasAfter: all.length > limit };
  }
  const [anchorNode] = path.up(anchor.messageId, 1);
  const [head] = path.up(headId, 1);
  if (anchorNode === undefined || head === undefined) throw messageNotFound();
  if (anchor.at === 'before') {
    return { nodes: nodesAbove(path, anchorNode.parentId, limit), hasAfter: true };
  }
  const below = path.down(conversation.id, anchorNode, head, limit);
  if (anchor.at === 'after') {
    return { nodes: below, hasAfter: below.length > 0 && below.at(-1)?.id !== head.id };
  }
  // `around`: half of the page lies below the message, and what one side does not fill goes to the other.
  const wanted = Math.min(below.length, Math.floor(limit / 2));
  const above = nodesAbove(path, anchorNode.id, limit - wanted);
  const taken = below.slice(0, limit - above.length);
  const nodes = [...above, ...taken];
  return { nodes, hasAfter: nodes.at(-1)?.id !== head.id };
}

/** One page of the active branch (see the contract `message.list`). Throws AppError `message.not-found`. */
export function listMessages(request: PageRequest): MessagePage {
  const { conversation, reader, path, anchor } = request;
  const { revision, headId } = conversation;
  if (headId === null) {
    if (anchor.at !== 'end' && anchor.at !== 'start') throw messageNotFound();
    return { messages: [], hasBefore: false, hasAfter: false, messagesBelow: 0, revision };
  }
  const { nodes, hasAfter } = pageNodes(request, headId);
  const messages = reader.listViews(nodes.map((node) => node.id));
  if (messages.some((message) => message.conversationId !== conversation.id)) throw messageNotFound();
  const [first] = nodes;
  const hasBefore = anchor.at === 'after' || (first !== undefined && path.up(first.id, 2).length > 1);
  return { messages, hasBefore, hasAfter, messagesBelow: path.countBelow(headId), revision };
}
