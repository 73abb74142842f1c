import type { ConversationId } from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';
import type { StreamBatch } from '#shared/domain/stream-batch';
import type { EventSink } from '#main/ports/event-sink';
import type { WindowWatches } from '#main/ports/window-watches';
import type { AskPrinter } from './ask-printer';

/** Takes the place of the windows when a question comes from a terminal. */
export interface AskEvents extends EventSink, WindowWatches {
  /** Prints the next turn of a conversation; resolves with the message as it was stored. */
  follow(conversationId: ConversationId, printer: Pick<AskPrinter, 'step' | 'waiting'>): Promise<MessageView>;
}

export function createAskEvents(): AskEvents {
  let followed: ConversationId | null = null;
  let take: (batch: StreamBatch) => void = () => undefined;
  return {
    broadcast: () => undefined,
    watch: () => undefined,
    unwatch: () => undefined,
    watchers: (conversationId) => (conversationId === followed ? 1 : 0),
    sendBatch(conversationId, batch) {
      if (conversationId === followed) take(batch);
    },
    follow(conversationId, printer) {
      followed = conversationId;
      let waiting: string | null = null;
      return new Promise((resolve) => {
        take = (batch) => {
          if (batch.waiting !== null && batch.waiting !== waiting) printer.waiting(batch.waiting);
          waiting = batch.waiting;
          for (const op of batch.ops) printer.step(op);
          if (batch.settled !== null) resolve(batch.settled);
        };
      });
    },
  };
}
