import type { AttachmentRef } from '#shared/domain/attachment';
import type { MessageView } from '#shared/domain/message';
import { readingText } from '#shared/domain/join-texts';
import { Suspense, useContext, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { sendKeyHint, sends } from '../../lib/send-key';
import { Button } from '../../ui/button';
import { useTranscriptActions } from './transcript-context';
import { TranscriptHostContext } from './transcript-host';

/** A question opened for editing in its place. What is sent becomes another version; the earlier one stays. */
export function MessageEditor({ message }: { readonly message: MessageView }) {
  const { edit, beginEdit } = useTranscriptActions();
  const { focusComposer, sendKey, EditedFiles } = useContext(TranscriptHostContext);
  const [text, setText] = useState(() => readingText(message.parts));
  /** Null while a file is on its way. */
  const [files, setFiles] = useState<readonly AttachmentRef[] | null>(null);
  const [isSending, setSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = field.current;
    element?.scrollIntoView({ block: 'nearest' });
    element?.focus({ preventScroll: true });
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);
  const takeFiles = (next: readonly AttachmentRef[] | null): void => {
    // They come after the field has been brought into sight, and stand above it.
    if (files === null) field.current?.form?.scrollIntoView({ block: 'nearest' });
    setFiles(next);
  };
  const isEmpty = text.trim() === '' && files?.length === 0;
  const close = (): void => {
    beginEdit(null);
    focusComposer();
  };
  const submit = async (): Promise<void> => {
    if (files === null || isEmpty || isSending) return;
    setSending(true);
    if (await edit(message.id, text.trim() === '' ? '' : text, files)) focusComposer();
    else setSending(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') close();
    else if (sends(event, sendKey)) void submit();
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
      <Suspense>
        <EditedFiles message={message} onChange={takeFiles} />
      </Suspense>
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
        <span>{sendKeyHint(sendKey)}. The earlier version stays.</span>
        <Button onClick={close}>Cancel</Button>
        <Button look="primary" type="submit" disabled={isEmpty || files === null || isSending}>
          Send again
        </Button>
      </div>
    </form>
  );
}
