import type { HealthFacts } from '#shared/domain/health';
import { formatCount } from '../../lib/numbers';
import { cellName } from './health-chart';
import { askedIn, errorRate, formatShare, formatTime } from './health-words';
import type { ReadHealth } from './use-health';

const time = (ms: number | null): string => (ms === null ? '–' : formatTime(ms));

/** The charts as figures, the newest first; pieces without a request are left out. */
export function OverTimeTable({
  facts,
  report,
}: {
  readonly facts: HealthFacts;
  readonly report: ReadHealth;
}) {
  const rows = facts.cells
    .map((cell, at) => ({ cell, at }))
    .filter(({ cell }) => askedIn(cell) > 0)
    .toReversed();
  return (
    <table className="health-table" aria-label="Health over time">
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col">Answered</th>
          <th scope="col">Failed</th>
          <th scope="col">Too fast</th>
          <th scope="col">Refused</th>
          <th scope="col">Error rate</th>
          <th scope="col">First word, half</th>
          <th scope="col">95%</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ cell, at }) => (
          <tr key={at}>
            <th scope="row">{cellName(report, at)}</th>
            <td>{formatCount(cell.answered)}</td>
            <td>{formatCount(cell.failed)}</td>
            <td>{formatCount(cell.limited)}</td>
            <td>{formatCount(cell.declined)}</td>
            <td>{formatShare(errorRate(cell))}</td>
            <td>{time(cell.p50)}</td>
            <td>{time(cell.p95)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
