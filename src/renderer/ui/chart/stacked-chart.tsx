import { ChartColumn, Table } from 'lucide-react';
import { useState } from 'react';
import { roundTop } from '../../lib/time-buckets';
import { Button } from '../button';
import { FigureTable } from '../figures/figure-table';
import { Bar, marksOf, Plot } from './plot';

/** One bar, with a figure for each series. */
export interface ChartBar {
  readonly key: number;
  /** What it is of: a day, a week, a month. */
  readonly name: string;
  readonly values: readonly number[];
}

export interface StackedChartProps {
  readonly title: string;
  /** What the parts of a bar are, from the bottom up; at most six. */
  readonly series: readonly string[];
  readonly bars: readonly ChartBar[];
  readonly format: (value: number) => string;
  readonly onAxis: (value: number) => string;
}

const sumOf = ({ values }: ChartBar): number => values.reduce((all, value) => all + value, 0);

/** Bars over time, made of parts; the same figures as a table at the press of a button. */
export function StackedChart(props: StackedChartProps) {
  const [isTable, setTable] = useState(false);
  const { title, series } = props;
  return (
    <section aria-label={title} className="chart">
      <div className="chart-top">
        <h3>{title}</h3>
        {!isTable && (series.length > 1 || series[0] !== title) && (
          <span className="chart-legend" aria-hidden>
            {series.map((name, at) => (
              <span key={name}>
                <i data-series={at} /> {name}
              </span>
            ))}
          </span>
        )}
        <Button
          look="quiet"
          className="h-6"
          aria-pressed={isTable}
          aria-label={`${title} as a table`}
          onClick={() => setTable(!isTable)}
        >
          {isTable ? <ChartColumn size={14} aria-hidden /> : <Table size={14} aria-hidden />}
        </Button>
      </div>
      {isTable ? <Figures {...props} /> : <Bars {...props} />}
    </section>
  );
}

function Bars({ title, series, bars, format, onAxis }: StackedChartProps) {
  const highest = Math.max(0, ...bars.map(sumOf));
  const top = roundTop(highest);
  const best = bars.find((bar) => sumOf(bar) === highest);
  const say = (bar: ChartBar): string =>
    series.length === 1
      ? `${bar.name}: ${format(sumOf(bar))}`
      : `${bar.name}: ${series.map((name, at) => `${name} ${format(bar.values[at] ?? 0)}`).join(' · ')}`;
  return (
    <Plot
      label={`${title}${best === undefined || highest === 0 ? ': none' : `; the most in ${say(best)}`}`}
      axis={[highest === 0 ? '' : onAxis(top), Number.isInteger(top / 2) ? onAxis(top / 2) : '', '0']}
      columns={bars.map((bar) => ({ key: bar.key, says: say(bar) }))}
      names={marksOf(bars).map(({ name }) => name)}
      draw={(at) => <Bar parts={bars[at]?.values ?? []} top={top} />}
    />
  );
}

/** The newest first; what has nothing is left out. */
function Figures({ title, series, bars, format }: StackedChartProps) {
  return (
    <div className="chart-figures">
      <FigureTable label={title} columns={['When', ...series]}>
        {bars
          .filter((bar) => sumOf(bar) > 0)
          .toReversed()
          .map((bar) => (
            <tr key={bar.key}>
              <th scope="row">{bar.name}</th>
              {series.map((name, at) => (
                <td key={name}>{format(bar.values[at] ?? 0)}</td>
              ))}
            </tr>
          ))}
      </FigureTable>
    </div>
  );
}
