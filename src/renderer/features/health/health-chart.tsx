import type { ReactNode } from 'react';
import { messageTime, dayOfYear } from '../../lib/dates';
import { marksOf, Plot } from '../../ui/chart/plot';
import type { ReadHealth } from './use-health';

/** What a piece of time is called: `14:00`, `Fri 12:00`, `12 Dec`. */
export function cellName({ cells, range, at: now }: ReadHealth, at: number): string {
  const from = cells[at]?.from ?? now;
  return range === 'month' ? dayOfYear(from, now) : messageTime(from, now);
}

interface HealthChartProps {
  readonly title: string;
  /** Says the whole chart in a sentence. */
  readonly label: string;
  readonly report: ReadHealth;
  /** The axis, from its top to 0. */
  readonly axis: readonly [string, string, string];
  readonly legend: ReactNode;
  /** What is said of one piece of time when it is pointed at. */
  readonly say: (at: number) => string;
  readonly draw?: (at: number) => ReactNode;
  readonly lines?: ReactNode;
}

/** A chart of the pieces of time of a report, with its title and its legend. For eyes: a table has the same figures. */
export function HealthChart({ title, label, report, axis, legend, say, ...drawn }: HealthChartProps) {
  const columns = report.cells.map(({ from }, at) => ({
    key: from,
    says: `${cellName(report, at)}: ${say(at)}`,
  }));
  return (
    <div className="chart">
      <div className="chart-top">
        <span className="font-medium">{title}</span>
        <span className="health-legend">{legend}</span>
      </div>
      <Plot
        {...{ label, axis, columns }}
        names={marksOf([...columns.keys()]).map((at) => cellName(report, at))}
        {...drawn}
      />
    </div>
  );
}
