import type { ExportProgress } from '#shared/domain/export';
import { countOf, formatCount } from '../../lib/numbers';

/** How far an export has come: conversations where there are several, else messages, whose number is not known before. */
export function ExportState({ progress }: { readonly progress: ExportProgress | null }) {
  if (progress === null) return <p className="min-w-0 flex-1 text-muted">Choose a place…</p>;
  const { conversations, of, messages } = progress;
  const isMany = of > 1;
  const text = isMany
    ? `${formatCount(conversations)} of ${countOf(of, 'conversation')}`
    : countOf(messages, 'message');
  return (
    <div className="flex min-w-0 flex-1 items-center gap-3">
      <progress
        aria-label="Export"
        className="h-1.5 w-40 accent-accent"
        {...(isMany ? { value: conversations, max: of } : {})}
      />
      <span className="truncate text-muted tabular-nums">{text}</span>
    </div>
  );
}
