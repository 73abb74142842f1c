import { ChartColumn, Table } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../button';
import { classNames } from '../class-names';
import { roundTop } from '../../lib/time-buckets';
import './chart.css';

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
      {isTable ? <Figures {...props} /> : <Plot {...props} />}
    </section>
  );
}

function Plot({ title, series, bars, format, onAxis }: StackedChartProps) {
  const [pointed, setPointed] = useState<ChartBar | null>(null);
  const highest = Math.max(0, ...bars.map(sumOf));
  const top = roundTop(highest);
  const best = bars.find((bar) => sumOf(bar) === highest);
  const say = (bar: ChartBar): string =>
    series.length === 1
      ? `${bar.name}: ${format(sumOf(bar))}`
      : `${bar.name}: ${series.map((name, at) => `${name} ${format(bar.values[at] ?? 0)}`).join(' · ')}`;
  const label = `${title}${best === undefined || highest === 0 ? ': none' : `; the most in ${say(best)}`}`;
  const isEachNamed = bars.length <= 4;
  const marks = isEachNamed ? bars : [bars[0], bars[Math.floor(bars.length / 2)], bars.at(-1)];
  return (
    <div role="img" aria-label={label}>
      <div className="chart-readout">{pointed === null ? ' ' : say(pointed)}</div>
      <div className="chart-plot">
        <div className="chart-axis">
          <span>{highest === 0 ? '' : onAxis(top)}</span>
          <span>{Number.isInteger(top / 2) ? onAxis(top / 2) : ''}</span>
          <span>0</span>
        </div>
        <div className="chart-bars" onPointerLeave={() => setPointed(null)}>
          {bars.map((bar) => (
            <div
              key={bar.key}
              className={classNames('chart-column', pointed === bar ? 'chart-column-pointed' : undefined)}
              onPointerEnter={() => setPointed(bar)}
            >
              <div
                className="chart-bar"
                data-some={sumOf(bar) > 0 || undefined}
                style={{ height: `${(sumOf(bar) / top) * 100}%` }}
              >
                {bar.values.map(
                  (value, at) => value > 0 && <span key={at} data-series={at} style={{ flexGrow: value }} />,
                )}
              </div>
            </div>
          ))}
        </div>
        <div className="chart-dates" data-each={isEachNamed || undefined}>
          {marks.map((bar, at) => (
            <span key={at}>{bar?.name}</span>
          ))}
        </div>
      </div>
    </div>
  );
}

/** The newest first; what has nothing is left out. */
function Figures({ title, series, bars, format }: StackedChartProps) {
  return (
    <div className="chart-figures">
      <table aria-label={title}>
        <thead>
          <tr>
            <th scope="col">When</th>
            {series.map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
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
        </tbody>
      </table>
    </div>
  );
}
