import type { NewDraftKey } from '#shared/domain/draft-key';
import { FilePreview, ImageViewer, useFileActions } from '../features/attachments/index';
import { useTranscriptStore, type FileOfMessage, type ImageOfMessage } from '../features/transcript/index';

/** An image of a message; arrow keys go through those of the messages around it. */
export function MessageImage({
  image,
  draftKey,
  onClose,
}: {
  readonly image: ImageOfMessage;
  /** Of the message box that an image goes to where nothing is stored yet. */
  readonly draftKey: NewDraftKey;
  readonly onClose: () => void;
}) {
  const { store } = useTranscriptStore();
  const { conversationId, messages } = store.getState();
  const { save, copy, reuse } = useFileActions();
  const found = messages.flatMap(({ parts }) => parts.filter((part) => part.type === 'image'));
  const images = found.includes(image) ? found : [image];
  return (
    <ImageViewer
      images={images}
      start={images.indexOf(image)}
      actions={[
        {
          name: 'Use in next message',
          run: (shown) => {
            reuse(conversationId ?? draftKey, shown);
            onClose();
          },
        },
        { name: 'Copy', run: copy },
        { name: 'Save…', run: save },
      ]}
      onClose={onClose}
    />
  );
}

/** The text of a file that went along with a message. */
export function SentFile({ file, onClose }: { readonly file: FileOfMessage; readonly onClose: () => void }) {
  const { save } = useFileActions();
  return (
    <FilePreview
      file={{ ...file, tokens: null }}
      onSave={() => save(file)}
      onInsert={null}
      onClose={onClose}
    />
  );
}
