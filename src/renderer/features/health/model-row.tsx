import type { ModelHealth } from '#shared/domain/health';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { StateSign } from '../../ui/state-sign';
import { HealthDetails } from './health-details';
import { formatShare, formatTime, stateWords } from './health-words';
import type { ReadHealth } from './use-health';

/** One model in a row, and the same details as of a provider when it is opened. */
export function ModelRow({ model, report }: { readonly model: ModelHealth; readonly report: ReadHealth }) {
  const [isOpen, setOpen] = useState(false);
  const { name, status, facts } = model;
  const { firstToken, uptime } = facts;
  return (
    <li>
      <button
        type="button"
        aria-expanded={isOpen}
        title={model.modelId}
        onClick={() => setOpen(!isOpen)}
        className="health-row"
      >
        <ChevronRight size={13} aria-hidden className="health-chevron" />
        <StateSign state={status.state} />
        <span className="min-w-0 flex-1">
          <span className="health-name" dir="auto">
            {name} <span className="health-state">{stateWords[status.state]}</span>
          </span>
        </span>
        <span className="health-figure">
          {firstToken === null ? 'no answers' : `first word ${formatTime(firstToken.p50)}`}
        </span>
        <span className="health-share">{formatShare(uptime[report.range])}</span>
      </button>
      {isOpen && (
        <div className="health-opened">
          <p className="text-muted">{status.why}</p>
          <HealthDetails name={name} status={status} facts={facts} at={report.at} range={report.range} />
        </div>
      )}
    </li>
  );
}
