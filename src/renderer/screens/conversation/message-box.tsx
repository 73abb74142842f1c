import type { Attachment } from '#shared/domain/attachment';
import type { ConversationId } from '#shared/domain/ids';
import type { ModelRef } from '#shared/domain/model';
import { Suspense, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useRemote } from '../../bridge/bridge-context';
import {
  AttachButton,
  AttachmentTray,
  DropSign,
  PreviewedAttachment,
  useDraftFiles,
} from '../../features/attachments/index';
import { Composer } from '../../features/composer/index';
import { useTranscript, useTranscriptActions, type FirstChoice } from '../../features/transcript/index';
import { insertText } from './insert-text';
import { useBudgetQuestion } from './use-budget-question';
import { useDropped } from './use-dropped';
import { usePausedBecause } from './use-paused-because';
import { useQueueing } from './use-queueing';
import { usePaste } from './use-paste';
import { useSeeingModels, VisionNote } from './vision-note';

interface MessageBoxProps {
  readonly first: FirstChoice;
  /** The model that the message goes to. */
  readonly model: ModelRef | null;
  readonly onModel: (model: ModelRef) => void;
  readonly onChooseModel: () => void;
  readonly inputRef: RefObject<HTMLTextAreaElement | null>;
  readonly problem: ReactNode;
}

/** The composer with what goes along with a message: chosen, dropped on the conversation, or pasted. */
export function MessageBox({ first, model, onModel, onChooseModel, inputRef, problem }: MessageBoxProps) {
  const conversationId = useTranscript((state) => state.conversationId);
  const isStreaming = useTranscript((state) => state.live !== null);
  const isBeingStored = useTranscript((state) => state.isSending);
  const { send, stop, editLast } = useTranscriptActions();
  const queue = useQueueing();
  const pausedBecause = usePausedBecause();
  const budget = useBudgetQuestion(first.model, first.personaId);
  const sendKey = useRemote('settings.get').value?.sendKey ?? 'enter';
  const draftKey = conversationId ?? first.draftKey;
  /** A new conversation gets its id before its first message is stored: its files stay in sight until then. */
  const [sendingKey, setSendingKey] = useState<typeof draftKey | null>(null);
  const draft = useDraftFiles(sendingKey ?? draftKey);
  const { files, arriving, refused, said } = draft.state;
  const picker = useRef<HTMLInputElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const focus = (): void => inputRef.current?.focus();
  // What comes after a file is what is to be done with it.
  const addFiles = (given: readonly File[]): void => {
    focus();
    void draft.add(given);
  };
  const dropped = useDropped(place, addFiles);
  const onPaste = usePaste(draft, inputRef);
  const [previewed, setPreviewed] = useState<Attachment | null>(null);
  const seeing = useSeeingModels(model);
  const [isInsisted, setInsisted] = useState(false);
  const hasImages = files.some(({ kind }) => kind === 'image');

  const onSend = async (text: string, onTaken: () => void): Promise<ConversationId | null> => {
    const isBlind = hasImages && seeing.vision === 'no';
    setInsisted(isBlind);
    if (isBlind) return null;
    const permit = isStreaming ? 'send' : await budget.ask(text);
    if (permit === 'stay') return null;
    setSendingKey(draftKey);
    onTaken();
    // Its files wait with it.
    const place = await (isStreaming
      ? queue(conversationId, text)
      : send(text, first, files, permit === 'send-anyway'));
    if (place !== null) await draft.forget(files);
    setSendingKey(null);
    return place;
  };

  return (
    <div ref={place}>
      {dropped.isOver && <DropSign />}
      <Composer
        {...{ draftKey, sendKey, isStreaming, pausedBecause, isBeingStored, onSend, onPaste, inputRef }}
        onQueue={queue}
        onStop={() => void stop()}
        onEditLast={editLast}
        problem={
          <>
            {problem}
            {hasImages && <VisionNote {...{ seeing, onModel, onChooseModel, isInsisted }} />}
          </>
        }
        hasFiles={files.length > 0}
        heldBecause={arriving.length > 0 ? 'A file is still on its way' : null}
        files={
          files.length + arriving.length + refused.length > 0 && (
            <Suspense>
              <AttachmentTray
                draft={draft}
                onPreview={setPreviewed}
                onPick={() => picker.current?.click()}
                onLeave={focus}
              />
            </Suspense>
          )
        }
        attach={<AttachButton picker={picker} onFiles={addFiles} />}
      />
      {budget.question}
      {dropped.dialog}
      <p role="status" className="sr-only">
        {said}
      </p>
      {previewed !== null && (
        <PreviewedAttachment
          attachment={previewed}
          all={files}
          onInsert={(text) => {
            setPreviewed(null);
            void draft.remove(previewed.sha256);
            if (inputRef.current !== null) insertText(inputRef.current, text);
          }}
          onClose={() => setPreviewed(null)}
        />
      )}
    </div>
  );
}
