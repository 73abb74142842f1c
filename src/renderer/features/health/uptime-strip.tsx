import type { HealthCell } from '#shared/domain/health';
import { cellNames, formatShare } from './health-words';
import type { ReadHealth } from './use-health';

type CellState = 'none' | 'ok' | 'some' | 'bad';

/** All answers, some failures, more failures than answers, or nothing that says anything. */
function stateOf({ answered, failed }: HealthCell): CellState {
  if (answered + failed === 0) return 'none';
  if (failed === 0) return 'ok';
  return failed > answered ? 'bad' : 'some';
}

/** A row of small bars, one a piece of time: tall and good, half as tall with failures, short when most failed, a dash for none. */
export function UptimeStrip({
  cells,
  range,
  uptime,
}: {
  readonly cells: readonly HealthCell[];
  readonly range: ReadHealth['range'];
  readonly uptime: number | null;
}) {
  const states = cells.map(stateOf);
  const failed = states.filter((state) => state === 'some' || state === 'bad').length;
  const label =
    uptime === null
      ? 'nothing was asked in this time'
      : `up ${formatShare(uptime)}, failures in ${failed} of ${cells.length} ${cellNames[range]}`;
  return (
    <span role="img" aria-label={label} className="health-strip">
      {states.map((state, at) => (
        <span key={at} data-state={state} />
      ))}
    </span>
  );
}
