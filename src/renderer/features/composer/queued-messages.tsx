import type { ConversationId } from '#shared/domain/ids';
import type { AppErrorData } from '#shared/errors/app-error';
import type { Result } from '#shared/kernel/result';
import { Send } from 'lucide-react';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { Button } from '../../ui/button';
import { useToasts } from '../../ui/toasts';
import { QueuedPlace, QueuedRow, QueuedText } from './queued-row';
import { useQueue, type Queue } from './use-queue';

interface QueuedMessagesProps {
  readonly conversationId: ConversationId;
  readonly isStreaming: boolean;
  /** Why nothing is sent by itself while nothing streams, e.g. `the reply failed`; null when nothing is known. */
  readonly pausedBecause: string | null;
  /** Texts that are about to be queued, behind all others: no more can be done with them until they are. */
  readonly waiting: readonly string[];
  /** The message box below: its text now, and how it gets another one. */
  readonly text: string;
  readonly onText: (text: string) => void;
  /** What had the focus is gone. */
  readonly onLeave: () => void;
}

/** Messages that wait for the end of the reply, in the order in which they are sent. */
export function QueuedMessages(props: QueuedMessagesProps) {
  const { conversationId, isStreaming, pausedBecause, waiting, text, onText, onLeave } = props;
  const queue = useQueue(conversationId);
  const { take, remove, moveUp, send } = useQueueActions(conversationId);
  const [first] = queue;
  const count = queue.length + waiting.length;
  if (count === 0) return null;
  const isAlone = count === 1;
  const isSentLater = isStreaming || waiting.length > 0;
  return (
    <section aria-label="Queued messages" className="queued">
      <div className="queued-head">
        <p className="queued-state" role="status" data-paused={!isSentLater}>
          {stateOf(count, isSentLater, pausedBecause)}
        </p>
        {first !== undefined && (
          <Button
            title={isStreaming ? 'Stops the reply and sends the first' : 'Sends the first; the others follow'}
            onClick={() => {
              onLeave();
              void send(first);
            }}
          >
            <Send size={13} aria-hidden />
            Send now
          </Button>
        )}
      </div>
      <ol className="queued-list">
        {queue.map((queued, index) => (
          <QueuedRow
            key={queued.messageId}
            {...{ queued, isAlone }}
            place={index + 1}
            onMoveUp={() => void moveUp(queued)}
            onEdit={() =>
              void take(queued, text).then((taken) => {
                if (taken !== null) onText(taken);
              })
            }
            onRemove={() => {
              onLeave();
              void remove(queued, queue[index + 1]);
            }}
          />
        ))}
        {waiting.map((waitingText, index) => (
          <li key={index} className="queued-row">
            {!isAlone && <QueuedPlace place={queue.length + index + 1} />}
            <QueuedText text={waitingText} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function stateOf(count: number, isSentLater: boolean, pausedBecause: string | null): string {
  if (isSentLater) {
    return count === 1 ? 'Sent when the reply ends' : `${count} messages, sent one after the other`;
  }
  return pausedBecause === null ? 'Waits until you send it' : `Paused because ${pausedBecause}`;
}

type Queued = Queue[number];

function useQueueActions(conversationId: ConversationId) {
  const bridge = useBridge();
  const toasts = useToasts();
  const tell = (answer: Result<unknown, AppErrorData>): void => {
    if (!answer.ok) toasts.show(describeError(answer.error).sentence);
  };
  return {
    /** The text of the message box; null when it stays as it is. */
    take: async ({ messageId }: Queued, draft: string): Promise<string | null> => {
      const answer = await bridge.call('queue.take', { conversationId, messageId, draft });
      tell(answer);
      return answer.ok ? answer.value : null;
    },
    remove: async (queued: Queued, next: Queued | undefined): Promise<void> => {
      const answer = await bridge.call('queue.remove', { conversationId, messageId: queued.messageId });
      tell(answer);
      // It may have been sent at that moment.
      if (!answer.ok || !answer.value) return;
      const message = { ...queued, files: [...queued.files] };
      const beforeId = next?.messageId ?? null;
      const restore = async (): Promise<void> =>
        tell(await bridge.call('queue.restore', { conversationId, message, beforeId }));
      toasts.show('The queued message was removed', { name: 'Undo', onChoose: () => void restore() });
    },
    moveUp: async ({ messageId }: Queued): Promise<void> =>
      tell(await bridge.call('queue.moveUp', { conversationId, messageId })),
    send: async ({ messageId }: Queued): Promise<void> =>
      tell(await bridge.call('queue.send', { conversationId, messageId })),
  };
}
