import type { HistoryFilter, HistoryGrouping } from '#shared/domain/history';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { dayName } from '../../lib/time-buckets';
import { formatCount } from '../../lib/numbers';
import { EmptyState } from '../../ui/empty-state';
import { EntryRow, type OpenMessage } from './entry-row';
import { nameOfDay } from './history-words';
import { ReadingOn } from './reading-on';
import { TimelineBar } from './timeline-bar';
import { rowsOf, useEntries } from './timeline-rows';
import { useHistory } from './use-history';
import './history.css';

const noFilter: HistoryFilter = { model: null, personaId: null, length: null };

/** Everything that was written, day by day or by what wrote it; only what is in view is drawn and read. */
export function Timeline({ onOpen }: { readonly onOpen: OpenMessage }) {
  const [filter, setFilter] = useState<HistoryFilter>(noFilter);
  const [grouping, setGrouping] = useState<HistoryGrouping>('day');
  const { value, error, version } = useHistory('history.sections', { filter, grouping });
  const { entryAt, need } = useEntries(filter, grouping, version);
  const rows = useMemo(() => rowsOf(value?.sections ?? []), [value]);
  const [today] = useState(() => dayName(Date.now()));
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const jump = (day: string): void => {
    const at = rows.findIndex((row) => row.at === null && row.section.key <= day);
    if (rows.length > 0) list.current?.scrollToIndex(at < 0 ? rows.length - 1 : at, { align: 'start' });
  };
  const isEmpty = value !== null && value.progress >= 1 && rows.length === 0;
  return (
    <div className="history-timeline">
      <TimelineBar
        {...{ filter, grouping }}
        onFilter={setFilter}
        onGrouping={setGrouping}
        onJump={grouping === 'day' ? jump : null}
        today={today}
      />
      <ReadingOn progress={value?.progress ?? null} error={error} />
      {isEmpty && (
        <EmptyState title={filter === noFilter ? 'Nothing was written yet' : 'Nothing matches'}>
          {filter === noFilter
            ? 'Every day on which you write shows here.'
            : 'Choose another model, persona or length.'}
        </EmptyState>
      )}
      <div ref={scroller} className="history-scroller" tabIndex={-1}>
        <Virtualizer ref={list} scrollRef={scroller} data={rows} itemSize={56}>
          {(row) =>
            row.at === null ? (
              <h3 key={`s ${row.section.key}`} className="history-heading">
                {grouping === 'day' ? nameOfDay(row.section.key) : row.section.name}
                <span>{formatCount(row.section.count)}</span>
              </h3>
            ) : (
              <Entry
                key={row.at}
                at={row.at}
                version={version}
                need={need}
                content={<Known entry={entryAt(row.at)} hasDay={grouping !== 'day'} onOpen={onOpen} />}
              />
            )
          }
        </Virtualizer>
      </div>
    </div>
  );
}

function Known({
  entry,
  ...rest
}: {
  readonly entry: ReturnType<ReturnType<typeof useEntries>['entryAt']>;
  readonly hasDay: boolean;
  readonly onOpen: OpenMessage;
}) {
  return entry === null ? <div className="history-entry" aria-busy /> : <EntryRow entry={entry} {...rest} />;
}

interface EntryProps {
  readonly at: number;
  readonly version: number;
  readonly need: (at: number) => void;
  readonly content: ReactNode;
}

/** Asks for what it shows when it comes into sight. */
function Entry({ at, version, need, content }: EntryProps) {
  useEffect(() => need(at), [need, at, version]);
  return content;
}
