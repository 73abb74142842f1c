import type { ReactNode } from 'react';
import { SettingRow } from './setting-row';

/** On or off, at once: there is nothing to save. */
export function Switch({
  label,
  hint,
  isOn,
  onChange,
}: {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  return (
    <SettingRow label={label} hint={hint}>
      {({ id, describedBy }) => (
        <button
          id={id}
          type="button"
          role="switch"
          aria-checked={isOn}
          aria-describedby={describedBy}
          onClick={() => onChange(!isOn)}
          className="flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-hover p-0.5 aria-checked:border-accent aria-checked:bg-accent"
        >
          <span
            aria-hidden
            className={`size-3.5 rounded-full transition-transform duration-(--motion) ${isOn ? 'translate-x-4 bg-on-accent' : 'bg-muted'}`}
          />
        </button>
      )}
    </SettingRow>
  );
}
