import { Virtualizer } from 'virtua';
import { dayAndTime } from '../../lib/dates';
import { factsLine, kindName, type AuditRow } from './audit-words';

const rowHeight = 44;
const mostHeight = 256;

interface Props {
  readonly entries: readonly AuditRow[];
  readonly total: number;
  /** The end of what was read is in sight. */
  readonly onEnd: () => void;
}

/** Entries, the newest first; only what is in view is drawn. */
export function AuditList({ entries, total, onEnd }: Props) {
  return (
    <div
      role="list"
      aria-label="Entries of the audit log"
      tabIndex={0}
      className="overflow-y-auto rounded-lg border border-line bg-panel"
      style={{ height: Math.min(entries.length * rowHeight + 2, mostHeight) }}
      onScroll={({ currentTarget }) => {
        const { scrollTop, clientHeight, scrollHeight } = currentTarget;
        if (scrollTop + clientHeight > scrollHeight - 10 * rowHeight) onEnd();
      }}
    >
      <Virtualizer data={entries} itemSize={rowHeight}>
        {(entry, index) => (
          <div
            key={entry.seq}
            role="listitem"
            aria-setsize={total}
            aria-posinset={index + 1}
            className="flex h-11 items-center gap-3 border-b border-line px-3"
          >
            <span className="w-10 shrink-0 text-right text-[11px] text-faint tabular-nums">{entry.seq}</span>
            <span className="min-w-0 flex-1">
              <span className="block truncate">{kindName(entry.kind)}</span>
              <span className="block truncate text-[11px] text-muted" title={factsLine(entry.facts)}>
                {factsLine(entry.facts)}
              </span>
            </span>
            <time
              dateTime={new Date(entry.at).toISOString()}
              className="shrink-0 text-[11px] text-muted tabular-nums"
            >
              {dayAndTime(entry.at)}
            </time>
          </div>
        )}
      </Virtualizer>
    </div>
  );
}
