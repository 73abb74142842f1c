import { useTitleWithKey } from '../../ui/shortcut-labels';
import { TitleField } from '../../ui/title-field';

interface ConversationTitleProps {
  readonly title: string;
  /** Null while there is nothing to rename. */
  readonly onRename: ((title: string) => void) | null;
  readonly isEdited: boolean;
  readonly onEdit: (isEdited: boolean) => void;
}

/** The title in the header: a double click or the key of Rename edits it in its place. */
export function ConversationTitle({ title, onRename, isEdited, onEdit }: ConversationTitleProps) {
  const canRename = onRename !== null;
  const tip = useTitleWithKey(title, 'rename-conversation');
  if (isEdited && onRename !== null) {
    return (
      <TitleField
        title={title}
        className="mr-auto h-7 w-full max-w-96 min-w-0 rounded-md border border-accent bg-panel px-2 font-semibold"
        onDone={(next) => {
          onEdit(false);
          if (next !== null) onRename(next);
        }}
      />
    );
  }
  return (
    // It gives way alone: a tenth of a pixel is enough to cut a name beside it.
    <h1
      className="mr-auto min-w-24 shrink-[9999] truncate font-semibold"
      title={canRename ? tip : undefined}
      onDoubleClick={() => onEdit(canRename)}
    >
      {title}
    </h1>
  );
}
