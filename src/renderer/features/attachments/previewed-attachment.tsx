import type { Attachment } from '#shared/domain/attachment';
import { lazy, Suspense } from 'react';
import { useFileActions } from './use-file-actions';

const ImageViewer = lazy(() => import('./image-viewer'));
const FilePreview = lazy(() => import('./file-preview'));

interface PreviewedAttachmentProps {
  readonly attachment: Attachment;
  /** All files of the draft: arrow keys go through its images. */
  readonly all: readonly Attachment[];
  /** Puts a file's text into the message in its place. */
  readonly onInsert: (text: string) => void;
  readonly onClose: () => void;
}

/** A file of the draft, as it will be sent. */
export function PreviewedAttachment({ attachment, all, onInsert, onClose }: PreviewedAttachmentProps) {
  const { save, copy } = useFileActions();
  const images = all.filter(({ kind }) => kind === 'image');
  return (
    <Suspense>
      {attachment.kind === 'image' ? (
        <ImageViewer
          images={images}
          start={images.findIndex(({ sha256 }) => sha256 === attachment.sha256)}
          actions={[
            { name: 'Copy', run: copy },
            { name: 'Save…', run: save },
          ]}
          onClose={onClose}
        />
      ) : (
        <FilePreview
          file={attachment}
          onSave={() => save(attachment)}
          onInsert={attachment.mediaType.startsWith('text/') ? onInsert : null}
          onClose={onClose}
        />
      )}
    </Suspense>
  );
}
