import type { ProviderHealth } from '#shared/domain/health';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { StateSign } from '../../ui/state-sign';
import { BreakerPart } from './breaker-part';
import { CheckNow } from './check-now';
import { HeadroomPart } from './headroom-part';
import { HealthDetails } from './health-details';
import { formatShare, stateWords } from './health-words';
import { ModelRow } from './model-row';
import { UptimeStrip } from './uptime-strip';
import type { ReadHealth } from './use-health';

/** Models that are listed before a person asks for all. */
const fewModels = 6;

/** One provider: its state, its rule and its uptime in a row; when opened, everything that is known of it. */
export function ProviderCard({
  provider,
  report,
  isOpen,
  onToggle,
}: {
  readonly provider: ProviderHealth;
  readonly report: ReadHealth;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  const { name, status, facts, isReady } = provider;
  const uptime = facts.uptime[report.range];
  return (
    <li>
      <button type="button" aria-expanded={isOpen} onClick={onToggle} className="health-row">
        <ChevronRight size={14} aria-hidden className="health-chevron" />
        <StateSign state={status.state} size={12} />
        <span className="min-w-0 flex-1">
          <span className="health-name" dir="auto">
            {name} <span className="health-state">{isReady ? stateWords[status.state] : 'Not in use'}</span>
          </span>
          <span className="health-why">{status.why}</span>
        </span>
        <UptimeStrip cells={facts.cells} range={report.range} uptime={uptime} />
        <span className="health-share" aria-hidden>
          {formatShare(uptime)}
        </span>
      </button>
      {isOpen && <Opened provider={provider} report={report} />}
    </li>
  );
}

function Opened({ provider, report }: { readonly provider: ProviderHealth; readonly report: ReadHealth }) {
  const { name, status, facts, models } = provider;
  const [hasAll, setAll] = useState(false);
  const shown = hasAll ? models : models.slice(0, fewModels);
  return (
    <div className="health-opened">
      <HealthDetails name={name} status={status} facts={facts} at={report.at} range={report.range} />
      <CheckNow provider={provider} />
      <HeadroomPart provider={provider} at={report.at} />
      <BreakerPart provider={provider} at={report.at} />
      {models.length > 0 && (
        <section aria-label={`Models of ${name}`}>
          <h4>Models</h4>
          <ul className="health-models">
            {shown.map((model) => (
              <ModelRow key={model.modelId} model={model} report={report} />
            ))}
          </ul>
          {shown.length < models.length && (
            <Button look="quiet" onClick={() => setAll(true)}>
              Show all {models.length} models
            </Button>
          )}
        </section>
      )}
    </div>
  );
}
