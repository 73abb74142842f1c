import type { ProviderHealth } from '#shared/domain/health';
import type { Headroom } from '#shared/domain/headroom';
import { messageTime } from '../../lib/dates';
import { formatCount } from '../../lib/numbers';

const kindNames: Readonly<Record<Headroom['of'], string>> = {
  requests: 'Requests',
  tokens: 'Tokens',
  'input-tokens': 'Tokens in',
  'output-tokens': 'Tokens out',
};

/** What the last answer said of rate limits, by key; nothing when none said anything since Parley was started. */
export function HeadroomPart({
  provider: { name, headroom },
  at,
}: {
  readonly provider: ProviderHealth;
  readonly at: number;
}) {
  if (headroom.length === 0) return null;
  return (
    <section aria-label={`Rate limits of ${name}`}>
      <h4>Left of its rate limits</h4>
      {headroom.map(({ keyLast4, modelId, at: seenAt, headroom: kinds }) => (
        <div key={keyLast4 ?? ''} className="health-headroom">
          <p className="text-muted">
            {keyLast4 === null ? 'Without a key' : `Key ending in ${keyLast4}`}, {modelId}, as of{' '}
            {messageTime(seenAt, at)}
          </p>
          {kinds.map((kind) => (
            <Left key={kind.of} kind={kind} at={at} />
          ))}
        </div>
      ))}
    </section>
  );
}

function Left({
  kind: { of, remaining, limit, resetsAt },
  at,
}: {
  readonly kind: Headroom;
  readonly at: number;
}) {
  const count =
    limit === null ? formatCount(remaining) : `${formatCount(remaining)} of ${formatCount(limit)}`;
  const reset = resetsAt === null || resetsAt <= at ? '' : `, whole again at ${messageTime(resetsAt, at)}`;
  const share = limit === null || limit === 0 ? null : Math.min(1, remaining / limit);
  return (
    <div className="health-left">
      <span>{kindNames[of]}</span>
      {share !== null && (
        <span
          role="meter"
          aria-label={`${kindNames[of]} left`}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share * 100)}
          aria-valuetext={count}
          className="health-meter"
          data-low={share < 0.1 || undefined}
        >
          <span style={{ width: `${share * 100}%` }} />
        </span>
      )}
      <span className="text-muted">
        {count} left{reset}
      </span>
    </div>
  );
}
