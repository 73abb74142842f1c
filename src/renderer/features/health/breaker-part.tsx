import type { BreakerEvent, BreakerState, BreakerView } from '#shared/domain/breaker';
import type { ProviderHealth } from '#shared/domain/health';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { exactTime, messageTime } from '../../lib/dates';
import { Button } from '../../ui/button';
import { FigureTable } from '../../ui/figures/figure-table';
import { useToasts } from '../../ui/toasts';
import { nameOfError } from './health-words';

const stateWords: Readonly<Record<BreakerState, string>> = {
  closed: 'Closed: requests go',
  open: 'Open: no request goes',
  'half-open': 'Half-open: one request goes, and decides',
};

const subject = ({ ref, keyLast4 }: Pick<BreakerEvent, 'ref' | 'keyLast4'>): string =>
  `${ref.modelId ?? 'Every model'}${keyLast4 === null ? '' : `, key ending in ${keyLast4}`}`;

/** Breakers of a provider as they are now, with a way to try at once, and what they did. */
export function BreakerPart({
  provider: { providerId, name, breakerEvents },
  at,
}: {
  readonly provider: ProviderHealth;
  readonly at: number;
}) {
  const all = useRemote('health.breakers').value ?? [];
  const own = all.filter(({ ref }) => ref.providerId === providerId);
  if (own.length === 0 && breakerEvents.length === 0) return null;
  return (
    <section aria-label={`Breakers of ${name}`}>
      <h4>Breakers</h4>
      {own.map((breaker) => (
        <BreakerRow key={JSON.stringify(breaker.ref)} breaker={breaker} name={name} at={at} />
      ))}
      {breakerEvents.length > 0 && (
        <details className="health-events">
          <summary>What they did in 30 days</summary>
          <FigureTable label={`Breaker history of ${name}`} columns={['When', 'Of', 'Became', 'Because of']}>
            {breakerEvents.map((event, index) => (
              <tr key={index}>
                <th scope="row">{messageTime(event.at, at)}</th>
                <td>{subject(event)}</td>
                <td>{event.state}</td>
                <td>{event.cause === null ? '–' : nameOfError(event.cause)}</td>
              </tr>
            ))}
          </FigureTable>
        </details>
      )}
    </section>
  );
}

function BreakerRow({
  breaker,
  name,
  at,
}: {
  readonly breaker: BreakerView;
  readonly name: string;
  readonly at: number;
}) {
  const bridge = useBridge();
  const toasts = useToasts();
  const { ref, state, cause, failures, nextTryAt, limitedUntil } = breaker;
  const tryNow = async (): Promise<void> => {
    const answer = await bridge.call('health.tryBreaker', ref);
    toasts.show(answer.ok ? 'The next request goes.' : describeError(answer.error).sentence);
  };
  const next = nextTryAt === null ? '' : ` Next try at ${messageTime(nextTryAt, at)}.`;
  return (
    <div className="health-breaker">
      <div className="min-w-0 flex-1">
        <p>
          {subject(breaker)}:{' '}
          {limitedUntil !== null && state === 'closed' ? 'Rate limited' : stateWords[state]}.
        </p>
        {limitedUntil !== null && (
          <p className="text-muted">
            {name} takes no more until {exactTime(limitedUntil, at)}, as it said.
          </p>
        )}
        {(state !== 'closed' || failures > 0) && (
          <p className="text-muted">
            {failures} {failures === 1 ? 'failure' : 'failures'} in a row.
            {cause === null ? '' : ` ${describeError(cause, name).title}.`}
            {state === 'open' ? next : ''}
          </p>
        )}
      </div>
      {(state === 'open' || limitedUntil !== null) && <Button onClick={() => void tryNow()}>Try now</Button>}
    </div>
  );
}
