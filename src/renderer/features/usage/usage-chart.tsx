import { useState } from 'react';
import { dayOfYear } from '../../lib/dates';
import { countOf, formatCount, formatMoney, formatShort } from '../../lib/numbers';
import { classNames } from '../../ui/class-names';
import { roundTop, type UsageBucket } from './usage-buckets';
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

export function bucketName({ first, last }: UsageBucket, now: number): string {
  return first === last ? dayOfYear(first, now) : `${dayOfYear(first, now)} – ${dayOfYear(last, now)}`;
}

const say = (bucket: UsageBucket, now: number): string =>
  `${bucketName(bucket, now)}: ${moneyOf(bucket)} · ${countOf(bucket.requests, 'request')} · ${formatCount(bucket.tokens)} tokens`;

/** Bars over time. They are for eyes: the same figures are in the table that takes their place. */
export function UsageChart({ buckets, measure, now }: UsageChartProps) {
  const [pointed, setPointed] = useState<UsageBucket | null>(null);
  const highest = Math.max(0, ...buckets.map((bucket) => bucket[measure]));
  const top = roundTop(highest);
  const [first, last] = [buckets[0], buckets.at(-1)];
  const middle = buckets.length > 6 ? buckets[Math.floor(buckets.length / 2)] : undefined;
  const best = buckets.find((bucket) => bucket[measure] === highest);
  const label = `${measureNames[measure]} over time${best === undefined || highest === 0 ? ', none' : `; the most in ${say(best, now)}`}`;
  return (
    <div role="img" aria-label={label} className="usage-chart">
      <div className="usage-readout">{pointed === null ? ' ' : say(pointed, now)}</div>
      <div className="usage-plot">
        <div className="usage-axis">
          <span>{onAxis(measure, top)}</span>
          <span>{top === 1 && measure !== 'nanos' ? '' : onAxis(measure, top / 2)}</span>
          <span>0</span>
        </div>
        <div className="usage-bars" onPointerLeave={() => setPointed(null)}>
          {buckets.map((bucket) => (
            <div
              key={bucket.first}
              className={classNames('usage-column', pointed === bucket ? 'usage-column-pointed' : undefined)}
              onPointerEnter={() => setPointed(bucket)}
            >
              <div
                className="usage-bar"
                data-some={bucket[measure] > 0 || undefined}
                style={{ height: `${(bucket[measure] / top) * 100}%` }}
              />
            </div>
          ))}
        </div>
        <div className="usage-dates">
          {[first, middle, last === first ? undefined : last].map((bucket, index) => (
            <span key={index}>{bucket === undefined ? '' : dayOfYear(bucket.first, now)}</span>
          ))}
        </div>
      </div>
    </div>
  );
}
