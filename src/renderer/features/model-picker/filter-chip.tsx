import { Check } from 'lucide-react';

/** On or off; a mark beside the colour says which. */
export function FilterChip({
  name,
  isOn,
  onToggle,
}: {
  readonly name: string;
  readonly isOn: boolean;
  readonly onToggle: () => void;
}) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onToggle}
      className="flex h-7 items-center gap-1 rounded-full border border-line-strong px-2.5 text-muted hover:bg-hover hover:text-text aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-text"
    >
      {isOn && <Check size={12} aria-hidden />}
      {name}
    </button>
  );
}
