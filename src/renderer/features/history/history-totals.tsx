import type { HistoryDaySum, HistorySummary } from '#shared/domain/history';
import { countOf, formatCount, formatMoney, formatShort } from '../../lib/numbers';

/** What it comes to in the days that are shown. */
export function HistoryTotals({
  days,
  summary,
}: {
  readonly days: readonly HistoryDaySum[];
  readonly summary: HistorySummary;
}) {
  const sum = (of: (day: HistoryDaySum) => number): number => days.reduce((all, day) => all + of(day), 0);
  const messages = sum((day) => day.questions + day.replies);
  const words = sum((day) => day.questionWords + day.replyWords);
  return (
    <dl className="history-totals">
      <Total name="Conversations" value={formatCount(summary.conversations)} says="in all" />
      <Total
        name="Messages"
        value={formatShort(messages)}
        says={`on ${countOf(days.filter(({ conversations }) => conversations > 0).length, 'day')}`}
      />
      <Total
        name="Words"
        value={formatShort(words)}
        says={`${formatShort(sum((day) => day.questionWords))} of them yours`}
      />
      <Total name="Cost" value={formatMoney(sum((day) => day.nanos))} says="at the prices of each day" />
    </dl>
  );
}

const Total = ({ name, value, says }: Readonly<Record<'name' | 'value' | 'says', string>>) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
    <dd className="history-says">{says}</dd>
  </div>
);
