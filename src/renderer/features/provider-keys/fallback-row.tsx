import type { HopView } from '#shared/domain/routing';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { IconButton } from '../../ui/icon-button';

export type FallbackAct = 'up' | 'down' | 'remove';

interface FallbackRowProps {
  readonly hop: HopView;
  readonly place: number;
  readonly count: number;
  /** It comes from the environment. */
  readonly isFixed: boolean;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** One fallback with what stands in its way. */
export function FallbackRow({ hop, place, count, isFixed, onMove, onRemove }: FallbackRowProps) {
  const { name, providerName, problems } = hop;
  return (
    <li className="flex items-start gap-3 px-3 py-2">
      <span aria-hidden className="w-4 shrink-0 py-[3px] text-right text-faint tabular-nums">
        {place + 1}
      </span>
      <div className="min-w-0 flex-1 py-[3px]">
        <p className="wrap-anywhere">
          {name} <span className="text-muted">· {providerName}</span>
        </p>
        {problems.map((problem) => (
          <p key={problem} className="text-warn">
            {problem}
          </p>
        ))}
      </div>
      {!isFixed && (
        <div className="flex shrink-0">
          <IconButton
            label={`Move ${name} up`}
            data-act="up"
            disabled={place === 0}
            onClick={() => onMove(-1)}
          >
            <ArrowUp size={15} aria-hidden />
          </IconButton>
          <IconButton
            label={`Move ${name} down`}
            data-act="down"
            disabled={place === count - 1}
            onClick={() => onMove(1)}
          >
            <ArrowDown size={15} aria-hidden />
          </IconButton>
          <IconButton label={`Remove ${name}`} data-act="remove" onClick={onRemove}>
            <X size={15} aria-hidden />
          </IconButton>
        </div>
      )}
    </li>
  );
}
