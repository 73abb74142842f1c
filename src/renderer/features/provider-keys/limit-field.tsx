import { useState } from 'react';
import { formatCount } from '../../lib/numbers';
import { TextField } from '../../ui/text-field';

interface LimitFieldProps {
  readonly label: string;
  /** Null: none. */
  readonly value: number | null;
  readonly most: number;
  readonly onChange: (value: number | null) => void;
}

const shown = (value: number | null): string => (value === null ? '' : formatCount(value));

/** A whole number or nothing, taken when the field is left or Enter is pressed. */
export function LimitField({ label, value, most, onChange }: LimitFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const take = (): void => {
    if (draft === null) return;
    const text = draft.replaceAll(/[\s,.’]/g, '');
    const count = Number(text);
    if (text !== '' && !(Number.isInteger(count) && count >= 1 && count <= most)) {
      setError(`Write a whole number up to ${formatCount(most)}, or nothing.`);
      return;
    }
    setError(null);
    setDraft(null);
    const next = text === '' ? null : count;
    if (next !== value) onChange(next);
  };
  return (
    <TextField
      label={label}
      error={error}
      inputMode="numeric"
      placeholder="No limit"
      value={draft ?? shown(value)}
      onChange={({ target }) => setDraft(target.value)}
      onBlur={take}
      onKeyDown={({ key }) => {
        if (key === 'Enter') take();
      }}
    />
  );
}
