import { dayOfYear } from '../../lib/dates';
import { countOf, formatCount, formatMoney, formatShort } from '../../lib/numbers';
import { bucketName, roundTop } from '../../lib/time-buckets';
import { Bar, marksOf, Plot } from '../../ui/chart/plot';
import type { UsageBucket } from './usage-buckets';
import { moneyOf } from './usage-words';

export type Measure = 'nanos' | 'tokens' | 'requests';

export const measureNames: Readonly<Record<Measure, string>> = {
  nanos: 'Cost',
  tokens: 'Tokens',
  requests: 'Requests',
};

interface UsageChartProps {
  readonly buckets: readonly UsageBucket[];
  readonly measure: Measure;
  readonly now: number;
}

const onAxis = (measure: Measure, value: number): string =>
  measure === 'nanos' ? formatMoney(value) : formatShort(value);

const say = (bucket: UsageBucket, now: number): string =>
  `${bucketName(bucket, now)}: ${moneyOf(bucket)} · ${countOf(bucket.requests, 'request')} · ${formatCount(bucket.tokens)} tokens`;

/** Bars over time. They are for eyes: the same figures are in the table that takes their place. */
export function UsageChart({ buckets, measure, now }: UsageChartProps) {
  const highest = Math.max(0, ...buckets.map((bucket) => bucket[measure]));
  const top = roundTop(highest);
  const best = buckets.find((bucket) => bucket[measure] === highest);
  return (
    <div className="chart">
      <Plot
        label={`${measureNames[measure]} over time${best === undefined || highest === 0 ? ', none' : `; the most in ${say(best, now)}`}`}
        axis={[onAxis(measure, top), top === 1 && measure !== 'nanos' ? '' : onAxis(measure, top / 2), '0']}
        columns={buckets.map((bucket) => ({ key: bucket.first, says: say(bucket, now) }))}
        names={marksOf(buckets).map(({ first }) => dayOfYear(first, now))}
        draw={(at) => <Bar parts={[buckets[at]?.[measure] ?? 0]} top={top} />}
      />
    </div>
  );
}
