import { createChat, type Chat } from '#main/features/chat/create-chat';
import type { ChatPorts } from '#main/features/chat/chat-ports';
import { notifyOfReply } from '#main/features/notifications/notify-of-reply';
import { createQueue, type QueueFeature } from '#main/features/queue/create-queue';
import { makeTitle } from '#main/features/titles/make-title';
import type { ConversationStore } from '#main/persistence/conversation-store';
import type { Store } from '#main/persistence/store';
import type { Desktop } from '#main/ports/desktop';
import type { MessageView } from '#shared/domain/message';

type Given =
  | 'auto'
  | 'budgets'
  | 'gate'
  | 'providers'
  | 'models'
  | 'registry'
  | 'events'
  | 'watches'
  | 'clock'
  | 'scheduler'
  | 'logger'
  | 'newId';

interface ChatParts extends Pick<ChatPorts, Given> {
  readonly store: ConversationStore;
  readonly settings: Store['settings'];
  readonly personas: Store['personas'];
  /** Nothing of these conversations is told to the desktop. */
  readonly isPrivate: boolean;
  /** Null where there are no windows: what waits is not sent by itself there. */
  readonly desktop: Desktop | null;
}

/** Chat, and what follows the end of a reply: the list, a notification, a title, and what waited for it. */
export function composeChat(
  { store, desktop, isPrivate, ...parts }: ChatParts,
  noteReply: (answer: MessageView) => void,
): { readonly chat: Chat; readonly queue: QueueFeature } {
  const { conversations } = store;
  const { settings } = parts;
  const queue: QueueFeature = createQueue({
    ...parts,
    queue: store.queue,
    conversations,
    send: (turn) => chat.sendQueued(turn),
    sendsByItself: desktop !== null,
  });
  const chat = createChat({
    ...parts,
    turns: store.turns,
    conversations,
    attachments: store.attachments,
    blobs: store.blobs,
    answerCache: store.answerCache,
    random: () => Math.random(),
    onStop: (conversationId) => queue.noteStop(conversationId),
    onSettled: (answer, tookMs) => {
      noteReply(answer);
      if (desktop !== null && !isPrivate)
        notifyOfReply({ ...parts, desktop, conversations, settings }, answer, tookMs);
      parts.budgets.noteSettled();
      // A command line has ended before a title comes.
      if (desktop !== null) {
        void makeTitle({ ...parts, conversations, ledger: store.ledger }, answer).then(() =>
          parts.budgets.noteSettled(),
        );
      }
      queue.replyEnded(answer);
    },
  });
  return { chat, queue };
}
