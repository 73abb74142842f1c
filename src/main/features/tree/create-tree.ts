import type { ConversationId, MessageId } from '#shared/domain/ids';
import { conversationIdSchema } from '#shared/domain/ids';
import type { Inclusion, MessageView } from '#shared/domain/message';
import { textOf } from '#shared/domain/part';
import { titleFromText } from '#shared/domain/conversation';
import type { BranchOutline, DeletionScope, MessageExcerpt } from '#shared/domain/tree';
import { AppError, appError } from '#shared/errors/app-error';
import type { ConversationRepository } from '#main/ports/conversation-repository';
import type { EventSink } from '#main/ports/event-sink';
import type { NewId } from '#main/ports/identity';
import type { Logger } from '#main/ports/logger';
import type { TreeRepository } from '#main/ports/tree-repository';
import { announceChange } from '#main/streaming/announce-change';
import type { TurnRegistry } from '#main/streaming/registry';

export interface TreePorts {
  readonly tree: TreeRepository;
  readonly conversations: ConversationRepository;
  readonly registry: TurnRegistry;
  readonly events: EventSink;
  readonly logger: Logger;
  readonly newId: NewId;
}

/** Names a message of a conversation. */
export interface MessagePlace {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
}

/** What a person does with the tree under a conversation. Changes throw `conversation.busy` while a reply streams there. */
export interface TreeFeature {
  outline(conversationId: ConversationId): readonly BranchOutline[];
  listStarred(conversationId: ConversationId): readonly MessageExcerpt[];
  listQuestions(conversationId: ConversationId): readonly MessageExcerpt[];
  getMessage(place: MessagePlace): MessageView;
  setStarred(place: MessagePlace, isStarred: boolean): void;
  setInclusion(place: MessagePlace, inclusion: Inclusion): void;
  setContextStart(place: MessagePlace, startsContext: boolean): void;
  isShown(place: MessagePlace): boolean;
  /** Makes the newest branch through a message the shown one where it is not on it; true when it was not. */
  show(place: MessagePlace): boolean;
  beginAt(place: MessagePlace): void;
  remove(place: MessagePlace, scope: DeletionScope): number;
  restore(place: MessagePlace): void;
  /** Returns the conversation that the branch moved to. */
  extract(place: MessagePlace): ConversationId;
}

export function createTree(ports: TreePorts): TreeFeature {
  const { tree, conversations, registry, events, newId } = ports;
  const changed = (conversationId: ConversationId): void => announceChange(ports, conversationId);
  const change = <T>({ conversationId }: MessagePlace, work: () => T): T => {
    registry.assertFree(conversationId);
    const value = work();
    changed(conversationId);
    return value;
  };
  const getMessage = ({ conversationId, messageId }: MessagePlace): MessageView => {
    const message = conversations.getMessage(messageId);
    if (message.conversationId === conversationId) return message;
    throw new AppError(appError('message.not-found', 'This message is not in this conversation.'));
  };
  /** A mark changes nothing that streams. */
  const mark = ({ conversationId }: MessagePlace, work: () => void): void => {
    work();
    changed(conversationId);
  };

  return {
    outline: (id) => tree.outline(id),
    listStarred: (id) => tree.listStarred(id),
    listQuestions: (id) => tree.listQuestions(id),
    getMessage,
    setStarred: (place, isStarred) =>
      mark(place, () => tree.setStarred(place.conversationId, place.messageId, isStarred)),
    setInclusion: (place, inclusion) =>
      mark(place, () => tree.setInclusion(place.conversationId, place.messageId, inclusion)),
    setContextStart: (place, startsContext) =>
      mark(place, () => tree.setContextStart(place.conversationId, place.messageId, startsContext)),
    isShown: ({ conversationId, messageId }) => tree.isShown(conversationId, messageId),
    show(place) {
      const { conversationId, messageId } = place;
      if (tree.isShown(conversationId, messageId)) return false;
      change(place, () => conversations.selectBranch(conversationId, messageId));
      return true;
    },
    beginAt: (place) => change(place, () => tree.beginAt(place.conversationId, place.messageId)),
    remove: (place, scope) => change(place, () => tree.remove(place.conversationId, place.messageId, scope)),
    restore: (place) => change(place, () => tree.restore(place.conversationId, place.messageId)),
    extract: (place) =>
      change(place, () => {
        const message = getMessage(place);
        const words = textOf(message.parts).trim();
        const title = words === '' ? conversations.get(place.conversationId).title : titleFromText(words);
        const id = conversationIdSchema.parse(newId());
        tree.copyBranch(place.conversationId, place.messageId, { id, title, newId });
        tree.remove(place.conversationId, place.messageId, 'branch');
        events.broadcast({ type: 'conversations.changed' });
        return id;
      }),
  };
}
