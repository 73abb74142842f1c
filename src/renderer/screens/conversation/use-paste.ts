import type { ClipboardEvent, RefObject } from 'react';
import { filesOfPaste, isLongPaste, pastedText, type DraftFiles } from '../../features/attachments/index';
import { useToasts } from '../../ui/toasts';
import { insertText } from './insert-text';

/** Pasted images and files go along with the message, and a very long text does so as a file. */
export function usePaste(
  draft: DraftFiles,
  field: RefObject<HTMLTextAreaElement | null>,
): (event: ClipboardEvent) => void {
  const toasts = useToasts();
  const insert = (text: string): void => {
    if (field.current !== null) insertText(field.current, text);
  };
  const attachText = async (text: string): Promise<void> => {
    const { files, arriving } = draft.store.getState();
    const file = pastedText(
      text,
      [...files, ...arriving].map(({ name }) => name),
    );
    // What could not be stored must not be lost: it is put in as any other paste.
    if ((await draft.add([file])) === 0) {
      insert(text);
      return;
    }
    toasts.show('The long text was attached as a file', {
      name: 'Insert as text',
      onChoose: () => {
        const stored = draft.store.getState().files.find(({ name }) => name === file.name);
        if (stored !== undefined) void draft.remove(stored.sha256);
        insert(text);
      },
    });
  };
  return (event) => {
    const files = filesOfPaste(event.clipboardData);
    const text = event.clipboardData.getData('text/plain');
    if (files.length > 0) void draft.add(files);
    else if (isLongPaste(text)) void attachText(text);
    else return;
    event.preventDefault();
  };
}
