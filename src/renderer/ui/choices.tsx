import './choices.css';

interface ChoicesProps<T extends string> {
  readonly label: string;
  /** Each with what it is called, in order. */
  readonly choices: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly isDisabled?: boolean;
}

/** One of a few, side by side. */
export function Choices<T extends string>({ label, choices, value, onChange, isDisabled }: ChoicesProps<T>) {
  return (
    <div role="group" aria-label={label} className="choices">
      {(Object.keys(choices) as T[]).map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={value === each}
          disabled={isDisabled}
          onClick={() => onChange(each)}
        >
          {choices[each]}
        </button>
      ))}
    </div>
  );
}
