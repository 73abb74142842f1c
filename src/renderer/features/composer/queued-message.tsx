import type { ConversationId } from '#shared/domain/ids';
import type { AppErrorData } from '#shared/errors/app-error';
import { Paperclip, Pencil, Send, X } from 'lucide-react';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { countOf } from '../../lib/numbers';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { useToasts } from '../../ui/toasts';
import { useQueued } from './use-queued';

interface QueuedMessageProps {
  readonly conversationId: ConversationId;
  readonly isStreaming: boolean;
  /** The message box below it: its text now, and how it gets another one. */
  readonly text: string;
  readonly onText: (text: string) => void;
  /** What was removed comes back into the message box: the reply may have ended since. */
  readonly onRestore: (text: string) => void;
}

/** The message that waits for the end of the reply: to be changed, taken away or sent at once. */
export function QueuedMessage({ conversationId, isStreaming, text, onText, onRestore }: QueuedMessageProps) {
  const bridge = useBridge();
  const toasts = useToasts();
  const queued = useQueued(conversationId);
  if (queued === null) return null;
  const { files } = queued;
  const tell = (error: AppErrorData): void => void toasts.show(describeError(error).sentence);
  const edit = async (): Promise<void> => {
    const answer = await bridge.call('queue.take', { conversationId, draft: text });
    if (answer.ok) onText(answer.value);
    else tell(answer.error);
  };
  const remove = async (): Promise<void> => {
    const { text: removed } = queued;
    const answer = await bridge.call('queue.remove', { conversationId });
    if (!answer.ok) tell(answer.error);
    else if (removed !== '') {
      const undo = { name: 'Undo', onChoose: () => onRestore(removed) };
      toasts.show('The queued message was removed', undo);
    }
  };
  const send = async (): Promise<void> => {
    const answer = await bridge.call('queue.send', { conversationId });
    if (!answer.ok) tell(answer.error);
  };
  return (
    <section aria-label="Queued message" className="queued">
      <div className="min-w-0 flex-1">
        <p className="queued-state" role="status">
          {isStreaming ? 'Sent when the reply ends' : 'Waits: the reply did not end by itself'}
        </p>
        <p className="queued-text" dir="auto" title={queued.text}>
          {queued.text}
        </p>
        {files.length > 0 && (
          <p className="queued-state" title={files.map(({ name }) => name).join(', ')}>
            <Paperclip size={12} aria-hidden /> {countOf(files.length, 'file')}
          </p>
        )}
      </div>
      <IconButton label="Edit the queued message" onClick={() => void edit()}>
        <Pencil size={14} aria-hidden />
      </IconButton>
      <IconButton label="Remove the queued message" onClick={() => void remove()}>
        <X size={15} aria-hidden />
      </IconButton>
      <Button title={isStreaming ? 'Stops the reply and sends this' : undefined} onClick={() => void send()}>
        <Send size={13} aria-hidden />
        {isStreaming ? 'Send now' : 'Send'}
      </Button>
    </section>
  );
}
