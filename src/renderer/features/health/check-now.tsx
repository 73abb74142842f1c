import type { ProbeOffer, ProviderHealth } from '#shared/domain/health';
import { useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { formatMoney } from '../../lib/numbers';
import { Button } from '../../ui/button';
import { formatTime } from './health-words';

/** What a check does and costs, in words. */
export const describeProbe = ({ kind, modelName, nanos }: ProbeOffer): string =>
  kind === 'list'
    ? 'Asks for its list of models, which costs nothing.'
    : `Asks ${modelName ?? 'a model'} for one word, for at most ${formatMoney(nanos)}.`;

/** Sends the light request by which a provider is checked, and says what came of it. */
export function CheckNow({ provider: { providerId, name, probe } }: { readonly provider: ProviderHealth }) {
  const bridge = useBridge();
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<string | null>(null);
  if (probe === null) return null;
  const check = async (): Promise<void> => {
    setBusy(true);
    setOutcome(null);
    const answer = await bridge.call('health.check', { providerId });
    setBusy(false);
    const error = answer.ok ? answer.value.error : answer.error;
    if (error !== null) setOutcome(describeError(error, name).sentence);
    else if (answer.ok) setOutcome(`${name} answered after ${formatTime(answer.value.tookMs)}.`);
  };
  return (
    <div className="health-check">
      <Button aria-busy={isBusy} disabled={isBusy} onClick={() => void check()}>
        {isBusy ? 'Checking…' : 'Check now'}
      </Button>
      <p role="status" className="text-muted">
        {outcome ?? describeProbe(probe)}
      </p>
    </div>
  );
}
