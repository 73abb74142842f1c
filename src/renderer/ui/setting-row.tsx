import { useId, type ReactNode } from 'react';

/** A label and what it means on the left, its control on the right. The control gets the ids. */
export function SettingRow({
  label,
  hint,
  children,
}: {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly children: (ids: { readonly id: string; readonly describedBy: string | undefined }) => ReactNode;
}) {
  const id = useId();
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  return (
    <div className="flex min-h-12 items-center justify-between gap-6 py-2.5">
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint !== undefined && (
          <div id={hintId} className="text-muted">
            {hint}
          </div>
        )}
      </div>
      {children({ id, describedBy: hintId })}
    </div>
  );
}

/** Rows that belong together, in one frame. */
export function SettingRows({ children }: { readonly children: ReactNode }) {
  return <div className="divide-y divide-line rounded-lg border border-line bg-panel px-4">{children}</div>;
}
