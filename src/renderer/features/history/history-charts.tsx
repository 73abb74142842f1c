import type { HistoryDaySum, HistorySummary } from '#shared/domain/history';
import { formatCount, formatMoney, formatShort } from '../../lib/numbers';
import { bucketName, timeBuckets, type TimeBucket } from '../../lib/time-buckets';
import { StackedChart, type ChartBar } from '../../ui/chart/stacked-chart';
import { HistoryTotals } from './history-totals';

interface ChartsProps {
  readonly summary: HistorySummary;
  readonly from: number | null;
  readonly now: number;
}

type Bucket = TimeBucket<HistoryDaySum>;

/** Messages, words, models and cost over time. */
export function HistoryCharts({ summary, from, now }: ChartsProps) {
  const { buckets } = timeBuckets(summary.days, from, now);
  const bars = (values: (bucket: Bucket) => readonly number[]): readonly ChartBar[] =>
    buckets.map((bucket) => ({ key: bucket.first, name: bucketName(bucket, now), values: values(bucket) }));
  const total = (bucket: Bucket, of: (day: HistoryDaySum) => number): number =>
    bucket.items.reduce((all, day) => all + of(day), 0);
  const counted = { format: formatCount, onAxis: formatShort };
  const models = modelSeries(summary);
  return (
    <>
      <HistoryTotals days={buckets.flatMap(({ items }) => items)} summary={summary} />
      <div className="history-charts">
        <StackedChart
          title="Messages"
          series={['Yours', 'Replies']}
          bars={bars((bucket) => [
            total(bucket, (day) => day.questions),
            total(bucket, (day) => day.replies),
          ])}
          {...counted}
        />
        <StackedChart
          title="Words"
          series={['Yours', 'Replies']}
          bars={bars((bucket) => [
            total(bucket, (day) => day.questionWords),
            total(bucket, (day) => day.replyWords),
          ])}
          {...counted}
        />
        <StackedChart
          title="Replies by model"
          series={models.names}
          bars={bars((bucket) => models.names.map((_name, at) => total(bucket, (day) => models.of(day, at))))}
          {...counted}
        />
        <StackedChart
          title="Cost"
          series={['Cost']}
          bars={bars((bucket) => [total(bucket, (day) => day.nanos)])}
          format={formatMoney}
          onAxis={formatMoney}
        />
      </div>
    </>
  );
}

/** More would not be told apart. */
const mostModels = 5;

/** The models with the most replies, and all others as one. */
function modelSeries({ models }: HistorySummary) {
  const ranked = models
    .map(({ name, count }, number) => ({ name, count, number }))
    .toSorted((a, b) => b.count - a.count);
  const shown = ranked.slice(0, mostModels);
  const others = ranked.length > shown.length;
  const names = [...shown.map(({ name }) => name), ...(others ? ['Others'] : [])];
  const places = new Map(shown.map(({ number }, at) => [number, at]));
  return {
    names: names.length === 0 ? ['Replies'] : names,
    of: (day: HistoryDaySum, at: number): number =>
      day.models.reduce(
        (all, [number, count]) => ((places.get(number) ?? mostModels) === at ? all + count : all),
        0,
      ),
  };
}
