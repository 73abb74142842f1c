import type { OutputOf } from '#shared/contracts/index';
import { useState, type SyntheticEvent } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { useUnsaved } from '../../ui/unsaved';
import { priceDraftOf, readPrices, type PriceKind } from './price-draft';
import { PriceFields } from './price-fields';

interface Props {
  readonly details: OutputOf<'model.details'>;
  readonly onDone: () => void;
}

/** The person's own prices of one model. They hold from the next request on. */
export function OwnPricesForm({ details, onDone }: Props) {
  const bridge = useBridge();
  const [start] = useState(() => priceDraftOf(details.ownPrices));
  const [draft, setDraft] = useState(start);
  const [wrong, setWrong] = useState<readonly PriceKind[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  useUnsaved(draft !== start);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const read = readPrices(draft);
    setWrong(read.wrong);
    if (read.prices === null) return;
    const answer = await bridge.call('model.setPrices', { model: details.model, prices: read.prices });
    if (answer.ok) onDone();
    else setFailure(describeError(answer.error).sentence);
  };
  return (
    <form
      aria-label="Your prices"
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-3 rounded-lg border border-line bg-panel p-4"
    >
      <PriceFields hasFocus draft={draft} wrong={wrong} told={details.toldPricing} onChange={setDraft} />
      <p className="text-muted">
        What was paid before stays as it was. Prices of your own do not change with the length of a prompt.
      </p>
      {failure !== null && (
        <Banner tone="bad" role="alert">
          {failure}
        </Banner>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button look="primary" type="submit">
          Save prices
        </Button>
      </div>
    </form>
  );
}
