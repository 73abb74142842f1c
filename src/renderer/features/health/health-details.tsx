import type { HealthFacts, HealthStatus } from '#shared/domain/health';
import { describeError } from '../../lib/describe-error';
import { messageTime } from '../../lib/dates';
import { countOf, formatCount } from '../../lib/numbers';
import { Banner } from '../../ui/banner';
import { FigureTable } from '../../ui/figures/figure-table';
import { Totals } from '../../ui/figures/totals';
import { askedIn, errorRate, formatShare, nameOfError, rangeNames, timesOf } from './health-words';
import type { ReadHealth } from './use-health';

interface DetailsProps {
  readonly name: string;
  readonly status: HealthStatus;
  readonly facts: HealthFacts;
  readonly at: number;
  readonly range: ReadHealth['range'];
}

/** What happened, how fast, how often it failed and how, of a provider or a model. */
export function HealthDetails({ name, status, facts, at, range }: DetailsProps) {
  const failure = status.lastFailure ?? facts.lastFailure;
  return (
    <>
      {failure !== null && (
        <LastFailure name={name} failure={failure} at={at} isBad={status.state !== 'ok'} />
      )}
      <Figures facts={facts} range={range} />
      {askedIn(facts) > 0 && <Times name={name} facts={facts} />}
      {facts.errors.length > 0 && <Kinds name={name} facts={facts} />}
    </>
  );
}

function LastFailure({
  name,
  failure,
  at,
  isBad,
}: {
  readonly name: string;
  readonly failure: NonNullable<HealthStatus['lastFailure']>;
  readonly at: number;
  readonly isBad: boolean;
}) {
  const { title, sentence } = describeError(failure.error, name);
  return (
    <Banner tone={isBad ? 'warn' : 'info'}>
      <strong className="font-medium">
        Last failure, {messageTime(failure.at, at)}: {title}.
      </strong>{' '}
      {sentence}
    </Banner>
  );
}

function Figures({ facts, range }: Pick<DetailsProps, 'facts' | 'range'>) {
  const { answered, failed, limited, declined, uptime, tokensPerSecond } = facts;
  const rate = errorRate(facts);
  const aside = limited + declined;
  const figures = [
    {
      name: `Answered in ${rangeNames[range]}`,
      value: formatCount(answered),
      says: aside === 0 ? 'none refused' : `${formatCount(aside)} refused or too fast`,
    },
    {
      name: 'Error rate',
      value: formatShare(rate),
      says: failed + limited === 0 ? 'none failed' : `${countOf(failed + limited, 'request')} failed`,
    },
    {
      name: 'Tokens per second',
      value: tokensPerSecond === null ? '–' : tokensPerSecond.toFixed(tokensPerSecond < 10 ? 1 : 0),
      says: 'from the first to the last',
    },
    {
      name: 'Uptime in 30 days',
      value: formatShare(uptime.month),
      says: `${formatShare(uptime.day)} a day, ${formatShare(uptime.week)} a week`,
    },
  ];
  return <Totals figures={figures} isSmall />;
}

function Times({ name, facts }: Pick<DetailsProps, 'name' | 'facts'>) {
  const rows = [
    { label: 'Connection', says: 'until its headers come', times: facts.connect },
    { label: 'First word', says: 'of answers to messages', times: facts.firstToken },
    { label: 'Whole answer', says: 'of answers to messages', times: facts.total },
  ];
  return (
    <FigureTable
      label={`Times of ${name}`}
      columns={['Time to', 'Half are within', '95% within', '99% within']}
    >
      {rows.map(({ label, says, times }) => (
        <tr key={label}>
          <th scope="row">
            {label} <span className="text-faint">{says}</span>
          </th>
          {timesOf(times).map((text, at) => (
            <td key={at}>{text}</td>
          ))}
        </tr>
      ))}
    </FigureTable>
  );
}

function Kinds({ name, facts }: Pick<DetailsProps, 'name' | 'facts'>) {
  const asked = askedIn(facts);
  return (
    <FigureTable label={`Failures of ${name}`} columns={['Kind of failure', 'Requests', 'Share']}>
      {facts.errors.map(({ code, count }) => (
        <tr key={code}>
          <th scope="row">{nameOfError(code)}</th>
          <td>{formatCount(count)}</td>
          <td>{formatShare(count / Math.max(1, asked))}</td>
        </tr>
      ))}
    </FigureTable>
  );
}
