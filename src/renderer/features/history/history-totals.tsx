import type { HistoryDaySum, HistorySummary } from '#shared/domain/history';
import { countOf, formatCount, formatMoney, formatShort } from '../../lib/numbers';
import { Totals } from '../../ui/figures/totals';

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
    <Totals
      figures={[
        { name: 'Conversations', value: formatCount(summary.conversations), says: 'in all' },
        {
          name: 'Messages',
          value: formatShort(messages),
          says: `on ${countOf(days.filter(({ conversations }) => conversations > 0).length, 'day')}`,
        },
        {
          name: 'Words',
          value: formatShort(words),
          says: `${formatShort(sum((day) => day.questionWords))} of them yours`,
        },
        { name: 'Cost', value: formatMoney(sum((day) => day.nanos)), says: 'at the prices of each day' },
      ]}
    />
  );
}
