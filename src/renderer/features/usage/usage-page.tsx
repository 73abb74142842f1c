import type { UsageDimension } from '#shared/domain/ledger';
import { ChartColumn, Download, Table } from 'lucide-react';
import { useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { useIsReview } from '../../bridge/review-context';
import { describeError } from '../../lib/describe-error';
import { countOf } from '../../lib/numbers';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Choices } from '../../ui/choices';
import { EmptyState } from '../../ui/empty-state';
import { Select } from '../../ui/text-field';
import { useToasts } from '../../ui/toasts';
import { BudgetsSection } from './budgets-section';
import { bucketsOf } from './usage-buckets';
import { measureNames, UsageChart, type Measure } from './usage-chart';
import { isRangeName, rangeNames, rangeOf, type RangeName } from './usage-ranges';
import { GroupsTable, OverTimeTable } from './usage-tables';
import { UsageTotals } from './usage-totals';
import { dimensionNames, isDimension } from './usage-words';
import { useUsage, type Usage } from './use-usage';
import './usage.css';

/** What was asked of models and what it cost. */
export default function UsagePage() {
  const bridge = useBridge();
  const toasts = useToasts();
  const isReview = useIsReview();
  const [now] = useState(Date.now);
  const [name, setName] = useState<RangeName>('days');
  const [by, setBy] = useState<UsageDimension>('model');
  const range = rangeOf(name, now);
  const { value, error } = useUsage(range, by);
  const exportAll = async (): Promise<void> => {
    const answer = await bridge.call('usage.export', { range });
    if (!answer.ok) toasts.show(describeError(answer.error).sentence);
    else if (answer.value !== null) {
      toasts.show(`${countOf(answer.value.requests, 'request')} written to ${answer.value.fileName}`);
    }
  };
  return (
    <div className="usage-page">
      <div className="usage-bar-top">
        <Select
          label="Range"
          isLabelHidden
          value={name}
          onChange={({ target }) => isRangeName(target.value) && setName(target.value)}
        >
          {Object.entries(rangeNames).map(([id, text]) => (
            <option key={id} value={id}>
              {text}
            </option>
          ))}
        </Select>
        <Button className="h-8" disabled={value?.total.requests === 0} onClick={() => void exportAll()}>
          <Download size={14} aria-hidden />
          Export as CSV…
        </Button>
      </div>
      {error !== null && (
        <Banner tone="bad" role="alert">
          {describeError(error).sentence}
        </Banner>
      )}
      {!isReview && <BudgetsSection />}
      {value !== null &&
        (value.total.requests === 0 ? (
          <Nothing isEver={name === 'all'} />
        ) : (
          <Figures usage={value} from={range.from} now={now} by={by} onBy={setBy} />
        ))}
    </div>
  );
}

const Nothing = ({ isEver }: { readonly isEver: boolean }) => (
  <EmptyState title={isEver ? 'Nothing was asked yet' : 'Nothing was asked in this time'}>
    Every request to a model is counted here: its tokens, and what it cost at the price of its day. It stays
    when a conversation is deleted.
  </EmptyState>
);

interface FiguresProps {
  readonly usage: Usage;
  readonly from: number | null;
  readonly now: number;
  readonly by: UsageDimension;
  readonly onBy: (by: UsageDimension) => void;
}

function Figures({ usage, from, now, by, onBy }: FiguresProps) {
  const [measure, setMeasure] = useState<Measure>('nanos');
  const [isTable, setTable] = useState(false);
  const { unit, buckets } = bucketsOf(usage.days, from, now);
  return (
    <>
      <UsageTotals total={usage.total} />
      <section aria-label="Over time">
        <div className="usage-heading">
          <h3>By {unit}</h3>
          <Choices
            label="Show"
            choices={measureNames}
            value={measure}
            onChange={setMeasure}
            isDisabled={isTable}
          />
          <Button look="quiet" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
            {isTable ? <ChartColumn size={14} aria-hidden /> : <Table size={14} aria-hidden />}
            {isTable ? 'Show as a chart' : 'Show as a table'}
          </Button>
        </div>
        {isTable ? (
          <OverTimeTable buckets={buckets} now={now} />
        ) : (
          <UsageChart buckets={buckets} measure={measure} now={now} />
        )}
      </section>
      <section aria-label="Who used it">
        <div className="usage-heading">
          <h3>By</h3>
          <Select
            label="Group by"
            isLabelHidden
            value={by}
            onChange={({ target }) => isDimension(target.value) && onBy(target.value)}
          >
            {Object.entries(dimensionNames).map(([id, text]) => (
              <option key={id} value={id}>
                {text}
              </option>
            ))}
          </Select>
        </div>
        <GroupsTable usage={usage} />
      </section>
    </>
  );
}
