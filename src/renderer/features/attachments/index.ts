import { lazy } from 'react';

export { AttachButton } from './attach-button';
export { DropSign } from './drop-sign';
export type { DraftFiles } from './draft-files';
export { PreviewedAttachment } from './previewed-attachment';
export { useFileActions } from './use-file-actions';
export { filesOfPaste, isLongPaste, pastedText } from './pasted-files';
export { useDraftFiles } from './use-draft-files';
export { useFileDrop } from './use-file-drop';

/** Their code is loaded when there is a file. */
export const AttachmentTray = lazy(() => import('./attachment-tray'));
export const EditedFiles = lazy(() => import('./edited-files'));
export const ImageViewer = lazy(() => import('./image-viewer'));
export const FilePreview = lazy(() => import('./file-preview'));
