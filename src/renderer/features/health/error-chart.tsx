import type { HealthFacts } from '#shared/domain/health';
import { countOf, formatCount } from '../../lib/numbers';
import { HealthChart } from './health-chart';
import { askedIn, errorRate, formatShare } from './health-words';
import type { ReadHealth } from './use-health';

/** Of all requests of a piece of time, how many failed, and how many came too fast. */
export function ErrorChart({ facts, report }: { readonly facts: HealthFacts; readonly report: ReadHealth }) {
  const { cells } = facts;
  const rate = errorRate(facts);
  const say = (at: number): string => {
    const cell = cells[at];
    if (cell === undefined || askedIn(cell) === 0) return 'nothing was asked';
    const { answered, failed, limited } = cell;
    return `${formatCount(failed)} failed · ${formatCount(limited)} too fast · ${countOf(answered, 'answer')}`;
  };
  return (
    <HealthChart
      title="Error rate"
      label={`Error rate over time: ${formatShare(rate)} of requests failed or came too fast`}
      report={report}
      axis={['100%', '50%', '0']}
      say={say}
      legend={
        <>
          <i className="health-key-failed" /> failed <i className="health-key-limited" /> too fast{' '}
          <i className="health-key-none" /> asked, none failed
        </>
      }
      draw={(at) => {
        const { answered, failed, limited } = cells[at] ?? { answered: 0, failed: 0, limited: 0 };
        const all = Math.max(1, answered + failed + limited);
        return (
          <div className="health-bar" data-fine={(answered > 0 && failed + limited === 0) || undefined}>
            <span className="health-limited" style={{ height: `${(limited / all) * 100}%` }} />
            <span className="health-failed" style={{ height: `${(failed / all) * 100}%` }} />
          </div>
        );
      }}
    />
  );
}
