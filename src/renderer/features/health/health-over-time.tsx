import type { HealthFacts } from '#shared/domain/health';
import { ChartColumn, Table } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Select } from '../../ui/text-field';
import { ErrorChart } from './error-chart';
import { askedIn } from './health-words';
import { LatencyChart } from './latency-chart';
import { OverTimeTable } from './over-time-table';
import type { ReadHealth } from './use-health';

interface Subject {
  readonly key: string;
  readonly name: string;
  readonly facts: HealthFacts;
  readonly isModel: boolean;
}

function subjectsOf({ facts, providers }: ReadHealth): readonly Subject[] {
  return [
    { key: '', name: 'All providers', facts, isModel: false },
    ...providers.flatMap((provider) => [
      { key: provider.providerId, name: provider.name, facts: provider.facts, isModel: false },
      ...provider.models.map((model) => ({
        key: `${provider.providerId}/${model.modelId}`,
        name: `${model.name} (${provider.name})`,
        facts: model.facts,
        isModel: true,
      })),
    ]),
  ];
}

/** How fast and how often not, piece by piece: as charts, or as a table with the same figures. */
export function HealthOverTime({ report }: { readonly report: ReadHealth }) {
  const [key, setKey] = useState('');
  const [isTable, setTable] = useState(false);
  const subjects = subjectsOf(report);
  const subject = subjects.find((each) => each.key === key) ?? subjects[0];
  if (subject === undefined) return null;
  const parts = { facts: subject.facts, report };
  return (
    <section aria-label="Over time">
      <div className="health-heading">
        <h3>Over time</h3>
        <Select label="Of" isLabelHidden value={subject.key} onChange={({ target }) => setKey(target.value)}>
          {subjects.map(({ key: id, name, isModel }) => (
            <option key={id} value={id}>
              {isModel ? `\u2003${name}` : name}
            </option>
          ))}
        </Select>
        <Button look="quiet" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
          {isTable ? <ChartColumn size={14} aria-hidden /> : <Table size={14} aria-hidden />}
          {isTable ? 'Show as charts' : 'Show as a table'}
        </Button>
      </div>
      {askedIn(subject.facts) === 0 ? (
        <EmptyState title="Nothing was asked in this time">
          Ask a model something, or check a provider, and it shows here.
        </EmptyState>
      ) : isTable ? (
        <OverTimeTable {...parts} />
      ) : (
        <div className="health-charts">
          <LatencyChart {...parts} />
          <ErrorChart {...parts} />
        </div>
      )}
    </section>
  );
}
