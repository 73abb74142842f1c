import { useId, type ReactNode } from 'react';

/** On or off, at once: there is nothing to save. */
export function Switch({
  label,
  hint,
  isOn,
  isDisabled = false,
  onChange,
}: {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint !== undefined && (
          <div id={`${id}-hint`} className="text-muted">
            {hint}
          </div>
        )}
      </div>
      <button
        id={id}
        type="button"
        role="switch"
        aria-checked={isOn}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        disabled={isDisabled}
        onClick={() => onChange(!isOn)}
        className="mt-0.5 flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-hover p-0.5 disabled:opacity-50 aria-checked:border-accent aria-checked:bg-accent"
      >
        <span
          aria-hidden
          className={`size-3.5 rounded-full transition-transform duration-(--motion) ${isOn ? 'translate-x-4 bg-on-accent' : 'bg-muted'}`}
        />
      </button>
    </div>
  );
}
