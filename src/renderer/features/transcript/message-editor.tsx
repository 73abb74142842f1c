import type { MessageView } from '#shared/domain/message';
import { useContext, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { hasMod } from '../../lib/platform';
import { textOfMessage } from '../../lib/text-of-message';
import { Button } from '../../ui/button';
import { useTranscriptActions } from './transcript-context';
import { TranscriptHostContext } from './transcript-host';

/** A question opened for editing in its place. What is sent becomes another version; the earlier one stays. */
export function MessageEditor({ message }: { readonly message: MessageView }) {
  const { edit, beginEdit } = useTranscriptActions();
  const { focusComposer } = useContext(TranscriptHostContext);
  const [text, setText] = useState(() => textOfMessage(message.parts));
  const [isSending, setSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = field.current;
    element?.scrollIntoView({ block: 'nearest' });
    element?.focus({ preventScroll: true });
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);
  const close = (): void => {
    beginEdit(null);
    focusComposer();
  };
  const submit = async (): Promise<void> => {
    if (text.trim() === '' || isSending) return;
    setSending(true);
    if (await edit(message.id, text)) focusComposer();
    else setSending(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && hasMod(event)) void submit();
    else return;
    event.preventDefault();
    // Escape stops a reply elsewhere.
    event.stopPropagation();
  };
  return (
    <form
      className="message-editor"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <textarea
        ref={field}
        aria-label="Edit message"
        dir="auto"
        value={text}
        readOnly={isSending}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="message-editor-row">
        <span>The earlier version stays.</span>
        <Button onClick={close}>Cancel</Button>
        <Button look="primary" type="submit" disabled={text.trim() === '' || isSending}>
          Send again
        </Button>
      </div>
    </form>
  );
}
