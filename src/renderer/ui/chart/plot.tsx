import { useState, type ReactNode } from 'react';
import { classNames } from '../class-names';
import './chart.css';

export interface PlotColumn {
  readonly key: number;
  /** What is said of it when it is pointed at. */
  readonly says: string;
}

interface PlotProps {
  /** Says the whole chart in a sentence: the rest is for eyes, and a table has the same figures. */
  readonly label: string;
  /** From the top to 0; an empty text leaves that mark out. */
  readonly axis: readonly [string, string, string];
  readonly columns: readonly PlotColumn[];
  /** Below the columns, spread over their width. */
  readonly names: readonly string[];
  /** What stands in a column. */
  readonly draw?: (at: number) => ReactNode;
  /** What goes through all columns. */
  readonly lines?: ReactNode;
}

/** Columns over time between an axis and their names, and a line that says what is pointed at. */
export function Plot({ label, axis, columns, names, draw, lines }: PlotProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  return (
    <div role="img" aria-label={label}>
      <div className="chart-readout">{(pointed === null ? undefined : columns[pointed]?.says) ?? ' '}</div>
      <div className="chart-plot">
        <div className="chart-axis">
          {axis.map((text, at) => (
            <span key={at}>{text}</span>
          ))}
        </div>
        <div className="chart-columns" onPointerLeave={() => setPointed(null)}>
          {columns.map(({ key }, at) => (
            <div
              key={key}
              className={classNames('chart-column', pointed === at ? 'chart-column-pointed' : undefined)}
              onPointerEnter={() => setPointed(at)}
            >
              {draw?.(at)}
            </div>
          ))}
          {lines}
        </div>
        <div className="chart-names" data-each={names.length === columns.length || undefined}>
          {names.map((name, at) => (
            <span key={at}>{name}</span>
          ))}
        </div>
      </div>
    </div>
  );
}

/** The first, the middle and the last of what there is; all of what is few. */
export function marksOf<T>(all: readonly T[]): readonly T[] {
  if (all.length <= 4) return all;
  return [0, Math.floor(all.length / 2), all.length - 1].flatMap((at) => all[at] ?? []);
}

/** A bar made of parts, from the bottom up, against the top of the axis. */
export function Bar({ parts, top }: { readonly parts: readonly number[]; readonly top: number }) {
  const sum = parts.reduce((all, part) => all + part, 0);
  return (
    <div className="chart-bar" data-some={sum > 0 || undefined} style={{ height: `${(sum / top) * 100}%` }}>
      {parts.map((part, at) => part > 0 && <span key={at} data-series={at} style={{ flexGrow: part }} />)}
    </div>
  );
}
