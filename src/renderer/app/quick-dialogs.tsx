import type { CommandId } from '#shared/domain/commands';
import type { MessageId } from '#shared/domain/ids';
import { Suspense } from 'react';
import type { FileOfMessage, ImageOfMessage } from '../features/transcript/index';
import { MessageImage, SentFile } from './message-file-dialogs';
import { RegenerateWith } from './regenerate-with';

export type QuickDialog =
  | { readonly type: 'image'; readonly image: ImageOfMessage }
  | { readonly type: 'file'; readonly file: FileOfMessage }
  | { readonly type: 'regenerate'; readonly messageId: MessageId }
  | null;

interface QuickDialogsProps {
  readonly dialog: QuickDialog;
  readonly onLeave: (command: CommandId) => void;
  readonly onClose: () => void;
}

/** What opens over the quick window. */
export function QuickDialogs({ dialog, onLeave, onClose }: QuickDialogsProps) {
  return (
    <Suspense>
      {dialog?.type === 'image' && <MessageImage image={dialog.image} draftKey="quick" onClose={onClose} />}
      {dialog?.type === 'file' && <SentFile file={dialog.file} onClose={onClose} />}
      {dialog?.type === 'regenerate' && (
        <RegenerateWith
          messageId={dialog.messageId}
          onAddKey={() => onLeave('settings-providers')}
          onClose={onClose}
        />
      )}
    </Suspense>
  );
}
