import type { HealthFacts } from '#shared/domain/health';
import { formatCount } from '../../lib/numbers';
import { FigureTable } from '../../ui/figures/figure-table';
import { cellName } from './health-chart';
import { askedIn, errorRate, formatShare, formatTime } from './health-words';
import type { ReadHealth } from './use-health';

const columns = [
  'From',
  'Answered',
  'Failed',
  'Too fast',
  'Refused',
  'Error rate',
  'First word, half',
  '95%',
];

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
    <FigureTable label="Health over time" columns={columns}>
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
    </FigureTable>
  );
}
