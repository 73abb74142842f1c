import type { HealthFacts } from '#shared/domain/health';
import { linePath, roundTime } from './chart-geometry';
import { HealthChart } from './health-chart';
import { formatTime } from './health-words';
import type { ReadHealth } from './use-health';

interface ChartProps {
  readonly facts: HealthFacts;
  readonly report: ReadHealth;
}

/** Time to the first word: half of the answers are below the whole line, 95 % below the dashed one. */
export function LatencyChart({ facts, report }: ChartProps) {
  const { cells, firstToken } = facts;
  const top = roundTime(Math.max(0, ...cells.map(({ p95 }) => p95 ?? 0)));
  const label =
    firstToken === null
      ? 'Time to the first word over time: no answers'
      : `Time to the first word over time: half within ${formatTime(firstToken.p50)}, 95% within ${formatTime(firstToken.p95)}`;
  const say = (at: number): string => {
    const { p50, p95 } = cells[at] ?? { p50: null, p95: null };
    return p50 === null || p95 === null
      ? 'no answers'
      : `half within ${formatTime(p50)} · 95% within ${formatTime(p95)}`;
  };
  return (
    <HealthChart
      title="Time to the first word"
      label={label}
      report={report}
      axis={[formatTime(top), formatTime(top / 2), '0']}
      say={say}
      legend={
        <>
          <i className="health-key-line" /> half of answers <i className="health-key-dashes" /> 95%
        </>
      }
      lines={
        <svg viewBox={`0 0 ${cells.length} 1`} preserveAspectRatio="none" className="chart-lines">
          <path
            className="health-line-95"
            d={linePath(
              cells.map(({ p95 }) => p95),
              top,
            )}
          />
          <path
            className="health-line-50"
            d={linePath(
              cells.map(({ p50 }) => p50),
              top,
            )}
          />
        </svg>
      }
    />
  );
}
