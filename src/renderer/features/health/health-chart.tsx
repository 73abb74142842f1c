import { useState, type ReactNode } from 'react';
import { messageTime, dayOfYear } from '../../lib/dates';
import { classNames } from '../../ui/class-names';
import type { ReadHealth } from './use-health';

/** What a piece of time is called: `14:00`, `Fri 12:00`, `12 Dec`. */
export function cellName({ cells, range, at: now }: ReadHealth, at: number): string {
  const from = cells[at]?.from ?? now;
  return range === 'month' ? dayOfYear(from, now) : messageTime(from, now);
}

interface FrameProps {
  readonly title: string;
  /** Says the whole chart in a sentence. */
  readonly label: string;
  readonly report: ReadHealth;
  /** The axis, from its top to 0. */
  readonly axis: readonly [string, string, string];
  readonly legend: ReactNode;
  /** What is said of one piece of time when it is pointed at. */
  readonly say: (at: number) => string;
  readonly children: ReactNode;
}

/** The frame of a chart: axis, dates, legend, and a line that says what is pointed at. For eyes: a table has the same figures. */
export function HealthChart({ title, label, report, axis, legend, say, children }: FrameProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  const { cells } = report;
  const marks = [0, Math.floor(cells.length / 2), cells.length - 1];
  return (
    <div role="img" aria-label={label} className="health-chart">
      <div className="health-chart-top">
        <span className="font-medium">{title}</span>
        {pointed === null ? <span className="health-legend">{legend}</span> : null}
        {pointed === null ? null : (
          <span className="health-readout">
            {cellName(report, pointed)}: {say(pointed)}
          </span>
        )}
      </div>
      <div className="health-plot">
        <div className="health-axis">
          {axis.map((text, at) => (
            <span key={at}>{text}</span>
          ))}
        </div>
        <div className="health-columns" onPointerLeave={() => setPointed(null)}>
          {children}
          {cells.map(({ from }, at) => (
            <div
              key={from}
              className={classNames('health-column', pointed === at ? 'health-column-pointed' : undefined)}
              onPointerEnter={() => setPointed(at)}
            />
          ))}
        </div>
        <div className="health-dates">
          {marks.map((at) => (
            <span key={at}>{cellName(report, at)}</span>
          ))}
        </div>
      </div>
    </div>
  );
}
