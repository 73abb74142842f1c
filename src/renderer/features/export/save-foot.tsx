import type { ReactNode } from 'react';
import { Button } from '../../ui/button';

interface SaveFootProps {
  readonly isSaving: boolean;
  readonly canSave?: boolean;
  readonly onSave: () => void;
  /** Ends what is being saved, else closes the dialog. */
  readonly onCancel: () => void;
  /** How far it is, or what will be written. */
  readonly children: ReactNode;
}

/** The end of a dialog that writes a file. */
export function SaveFoot({ isSaving, canSave = true, onSave, onCancel, children }: SaveFootProps) {
  return (
    <div className="flex shrink-0 items-center gap-2 border-t border-line px-4 py-3">
      <div className="flex min-w-0 flex-1" role="status">
        {children}
      </div>
      <Button onClick={onCancel}>Cancel</Button>
      <Button look="primary" disabled={isSaving || !canSave} onClick={onSave}>
        Save…
      </Button>
    </div>
  );
}

/** How far it is: a bar, and the same in words. Null until a place is chosen. */
export function SaveProgress({
  name,
  text,
  bar,
}: {
  readonly name: string;
  readonly text: string;
  /** Null: how much there is, is not known. */
  readonly bar: { readonly value: number; readonly max: number } | null;
}) {
  return (
    <div className="flex min-w-0 flex-1 items-center gap-3">
      <progress aria-label={name} className="h-1.5 w-32 accent-accent" {...bar} />
      <span className="truncate text-muted tabular-nums">{text}</span>
    </div>
  );
}

export const ChoosingPlace = () => <p className="min-w-0 flex-1 text-muted">Choose a place…</p>;
