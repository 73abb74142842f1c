import type { UsageDimension, UsageGroup, UsageSum } from '#shared/domain/ledger';
import { formatCount, formatShort } from '../../lib/numbers';
import type { UsageBucket } from './usage-buckets';
import { bucketName } from './usage-chart';
import type { Usage } from './use-usage';
import { dimensionNames, groupName, moneyOf } from './usage-words';

interface OverTimeProps {
  readonly buckets: readonly UsageBucket[];
  readonly now: number;
}

/** The bars as figures, the newest first; what had no request is left out. */
export function OverTimeTable({ buckets, now }: OverTimeProps) {
  const used = buckets.filter(({ requests }) => requests > 0).toReversed();
  return (
    <table className="usage-table" aria-label="Usage over time">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Requests</th>
          <th scope="col">Tokens</th>
          <th scope="col">Cost</th>
        </tr>
      </thead>
      <tbody>
        {used.map((bucket) => (
          <tr key={bucket.first}>
            <th scope="row">{bucketName(bucket, now)}</th>
            <td>{formatCount(bucket.requests)}</td>
            <td>{formatCount(bucket.tokens)}</td>
            <td>{moneyOf(bucket)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Who used how much; a bar under each name says its share of the money, or of the requests where nothing has a price. */
export function GroupsTable({ usage: { groups, others, total, by } }: { readonly usage: Usage }) {
  const measure = total.nanos > 0 ? 'nanos' : 'requests';
  const shareOf = (sum: UsageSum): number => sum[measure] / Math.max(1, total[measure]);
  return (
    <table className="usage-table" aria-label={`Usage by ${dimensionNames[by].toLowerCase()}`}>
      <thead>
        <tr>
          <th scope="col">{dimensionNames[by]}</th>
          <th scope="col">Requests</th>
          <th scope="col">Tokens in</th>
          <th scope="col">Tokens out</th>
          <th scope="col">Cost</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <Row
            key={group.key}
            name={groupName(group, by)}
            sum={group.sum}
            share={shareOf(group.sum)}
            hint={hintOf(group, by)}
          />
        ))}
        {others !== null && (
          <Row name={`${formatCount(others.groups)} more`} sum={others.sum} share={shareOf(others.sum)} />
        )}
      </tbody>
    </table>
  );
}

/** Models of one name are told apart by their id. */
const hintOf = ({ key }: UsageGroup, by: UsageDimension): string | undefined =>
  by === 'model' || by === 'provider' ? key : undefined;

interface RowProps {
  readonly name: string;
  readonly hint?: string | undefined;
  readonly sum: UsageSum;
  readonly share: number;
}

function Row({ name, hint, sum, share }: RowProps) {
  return (
    <tr>
      <th scope="row" title={hint}>
        <span className="usage-name" dir="auto">
          {name}
        </span>
        <span className="usage-share" aria-hidden>
          <span style={{ width: `${share * 100}%` }} />
        </span>
      </th>
      <td>{formatCount(sum.requests)}</td>
      <td title={formatCount(sum.input)}>{formatShort(sum.input)}</td>
      <td title={formatCount(sum.output)}>{formatShort(sum.output)}</td>
      <td>{moneyOf(sum)}</td>
    </tr>
  );
}
