import type { UsageDimension, UsageGroup, UsageSum } from '#shared/domain/ledger';
import { formatCount, formatShort } from '../../lib/numbers';
import { bucketName } from '../../lib/time-buckets';
import { FigureTable } from '../../ui/figures/figure-table';
import type { UsageBucket } from './usage-buckets';
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
    <FigureTable label="Usage over time" columns={['When', 'Requests', 'Tokens', 'Cost']}>
      {used.map((bucket) => (
        <tr key={bucket.first}>
          <th scope="row">{bucketName(bucket, now)}</th>
          <td>{formatCount(bucket.requests)}</td>
          <td>{formatCount(bucket.tokens)}</td>
          <td>{moneyOf(bucket)}</td>
        </tr>
      ))}
    </FigureTable>
  );
}

/** Who used how much; a bar under each name says its share of the money, or of the requests where nothing has a price. */
export function GroupsTable({ usage: { groups, others, total, by } }: { readonly usage: Usage }) {
  const measure = total.nanos > 0 ? 'nanos' : 'requests';
  const shareOf = (sum: UsageSum): number => sum[measure] / Math.max(1, total[measure]);
  return (
    <FigureTable
      label={`Usage by ${dimensionNames[by].toLowerCase()}`}
      columns={[dimensionNames[by], 'Requests', 'Tokens in', 'Tokens out', 'Cost']}
    >
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
    </FigureTable>
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
      <th scope="row" className="usage-subject" title={hint}>
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
