import { useState } from 'react';
import { EmptyState } from '../../ui/empty-state';
import { Select } from '../../ui/text-field';
import { HistoryCharts } from './history-charts';
import { ReadingOn } from './reading-on';
import { useHistory } from './use-history';
import './history.css';

const ranges = { month: 'Last 30 days', quarter: 'Last 90 days', year: 'Last 365 days', all: 'Everything' };
type Range = keyof typeof ranges;
const daysBack: Readonly<Record<Exclude<Range, 'all'>, number>> = { month: 29, quarter: 89, year: 364 };
const isRange = (text: string): text is Range => Object.hasOwn(ranges, text);

function beginOf(range: Range, now: number): number | null {
  if (range === 'all') return null;
  const today = new Date(now);
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() - daysBack[range]).getTime();
}

/** How much was written, by whom, with what, and what it cost. */
export function Statistics() {
  const { value, error } = useHistory('history.summary', null);
  const [range, setRange] = useState<Range>('all');
  const [now] = useState(Date.now);
  const isEmpty = value !== null && value.progress >= 1 && value.days.length === 0;
  return (
    <div className="history-statistics">
      <div className="history-bar">
        <Select
          label="Range"
          isLabelHidden
          value={range}
          onChange={({ target }) => isRange(target.value) && setRange(target.value)}
        >
          {Object.entries(ranges).map(([key, name]) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </Select>
      </div>
      <ReadingOn progress={value?.progress ?? null} error={error} />
      {isEmpty && (
        <EmptyState title="Nothing to count yet">
          Messages, words, models and costs show here once you have written something.
        </EmptyState>
      )}
      {value !== null && !isEmpty && <HistoryCharts summary={value} from={beginOf(range, now)} now={now} />}
    </div>
  );
}
