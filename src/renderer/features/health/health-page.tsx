import type { HealthRange } from '#shared/domain/health';
import { useState } from 'react';
import { describeError } from '../../lib/describe-error';
import { Banner } from '../../ui/banner';
import { Choices } from '../../ui/choices';
import { EmptyState } from '../../ui/empty-state';
import { Spinner } from '../../ui/spinner';
import { StateSign } from '../../ui/state-sign';
import { HealthOverTime } from './health-over-time';
import { HealthSettings } from './health-settings';
import { overallSigns, overallWords, rangeNames, uptimeRule } from './health-words';
import { ProviderCard } from './provider-card';
import { useHealth, type ReadHealth } from './use-health';
import { useOnline } from './use-online';
import './health.css';

/** How providers and models do, from what was asked of them. */
export default function HealthPage() {
  const [range, setRange] = useState<HealthRange>('day');
  const { value, error } = useHealth(range);
  const isOnline = useOnline();
  return (
    <div className="health-page">
      {!isOnline && (
        <Banner tone="warn" role="status">
          This computer is offline. What fails now says nothing of the providers, and is not counted.
        </Banner>
      )}
      {error !== null && (
        <Banner tone="bad" role="alert">
          {describeError(error).sentence}
        </Banner>
      )}
      {value === null ? (
        error === null && <Spinner label="Reading the health of providers" />
      ) : (
        <Report report={value} range={range} onRange={setRange} />
      )}
    </div>
  );
}

interface ReportProps {
  readonly report: ReadHealth;
  readonly range: HealthRange;
  readonly onRange: (range: HealthRange) => void;
}

function Report({ report, range, onRange }: ReportProps) {
  const { overall, providers } = report;
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <>
      <header className="health-overall" data-state={overall.state}>
        <StateSign state={overallSigns[overall.state]} size={18} />
        <div role="status" className="min-w-0 flex-1">
          <h3>{overallWords[overall.state]}</h3>
          <p className="text-muted">{overall.sentence}</p>
        </div>
        <Choices label="Time that is looked at" choices={rangeNames} value={range} onChange={onRange} />
      </header>
      {providers.length === 0 ? (
        <EmptyState title="Nothing to watch yet">
          When a provider is set up, its answers and failures are counted here: how fast it is, how often it
          fails, and what can be done.
        </EmptyState>
      ) : (
        <>
          <section aria-label="Providers">
            <ul className="health-list">
              {providers.map((provider) => (
                <ProviderCard
                  key={provider.providerId}
                  provider={provider}
                  report={report}
                  isOpen={openId === provider.providerId}
                  onToggle={() => setOpenId(openId === provider.providerId ? null : provider.providerId)}
                />
              ))}
            </ul>
            <p className="health-note">{uptimeRule}</p>
          </section>
          <HealthOverTime report={report} />
        </>
      )}
      <HealthSettings providers={providers} />
    </>
  );
}
