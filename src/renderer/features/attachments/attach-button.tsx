import { Paperclip } from 'lucide-react';
import type { RefObject } from 'react';
import { IconButton } from '../../ui/icon-button';

/** Opens the system's picker when it is clicked. */
export type Picker = RefObject<HTMLInputElement | null>;

interface AttachButtonProps {
  readonly label?: string;
  readonly picker: Picker;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Lets a person choose images and files for the message. */
export function AttachButton({ label = 'Attach files', picker, onFiles }: AttachButtonProps) {
  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-hidden
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // The same file can be chosen again.
          currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
      <IconButton label={label} onClick={() => picker.current?.click()}>
        <Paperclip size={16} aria-hidden />
      </IconButton>
    </>
  );
}
