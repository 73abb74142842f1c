import { useEffect, useState } from 'react';
import { TitleField } from '../../ui/title-field';

interface ConversationTitleProps {
  readonly title: string;
  /** Null while there is nothing to rename. */
  readonly onRename: ((title: string) => void) | null;
}

/** The title in the header: a double click or F2 edits it in its place. */
export function ConversationTitle({ title, onRename }: ConversationTitleProps) {
  const [isEdited, setEdited] = useState(false);
  const canRename = onRename !== null;
  useEffect(() => {
    if (!canRename) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      const isElsewhere =
        event.target instanceof Element && event.target.closest('nav, dialog, [role=dialog]') !== null;
      if (event.key !== 'F2' || event.defaultPrevented || isElsewhere) return;
      event.preventDefault();
      setEdited(true);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [canRename]);
  if (isEdited && onRename !== null) {
    return (
      <TitleField
        title={title}
        className="mr-auto h-7 w-full max-w-96 min-w-0 rounded-md border border-accent bg-panel px-2 font-semibold"
        onDone={(next) => {
          setEdited(false);
          if (next !== null) onRename(next);
        }}
      />
    );
  }
  return (
    <h1
      className="mr-auto min-w-0 truncate font-semibold"
      title={canRename ? `${title} (F2 to rename)` : undefined}
      onDoubleClick={() => setEdited(canRename)}
    >
      {title}
    </h1>
  );
}
