import { useRef } from 'react';

interface TitleFieldProps {
  readonly title: string;
  readonly className?: string;
  /** The new title, or null when nothing changes. Called once. */
  readonly onDone: (title: string | null) => void;
}

/** A title that is being edited in its place: Enter and leaving keep it, Escape does not. */
export function TitleField({ title, className, onDone }: TitleFieldProps) {
  const isDone = useRef(false);
  const finish = (text: string | null): void => {
    if (isDone.current) return;
    isDone.current = true;
    const next = text?.trim() ?? '';
    onDone(next === '' || next === title ? null : next);
  };
  return (
    <input
      aria-label="Title"
      className={className}
      defaultValue={title}
      maxLength={200}
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') finish(event.currentTarget.value);
        else if (event.key === 'Escape') finish(null);
      }}
    />
  );
}
