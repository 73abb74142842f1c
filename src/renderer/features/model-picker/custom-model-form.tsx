import type { InputOf } from '#shared/contracts/index';
import type { ModelRef } from '#shared/domain/model';
import { useState, type SyntheticEvent } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Select } from '../../ui/text-field';
import { useUnsaved } from '../../ui/unsaved';
import { customDraftOf, readCustom, type CustomDraft, type CustomProblem } from './custom-draft';
import { CustomModelFields } from './custom-model-fields';
import { priceDraftOf, readPrices, type PriceKind } from './price-draft';
import { PriceFields } from './price-fields';

interface Props {
  /** The model to be changed; null adds one. */
  readonly model: ModelRef | null;
  readonly custom: InputOf<'model.saveCustom'>['custom'] | null;
  readonly onDone: (saved: ModelRef | null) => void;
}

/** A model that no list names, or that a person knows more of than its list. */
export function CustomModelForm({ model, custom, onDone }: Props) {
  const bridge = useBridge();
  const ready = useRemote('provider.list').value?.filter(({ isReady, kind }) => isReady && kind !== 'guide');
  const providers = ready ?? [];
  const [start] = useState(() => customDraftOf(model ?? { providerId: '', modelId: '' }, custom));
  const [draft, setDraft] = useState<CustomDraft>(start);
  const [prices, setPrices] = useState(() => priceDraftOf(null));
  const [wrong, setWrong] = useState<readonly CustomProblem[]>([]);
  const [wrongPrices, setWrongPrices] = useState<readonly PriceKind[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  useUnsaved(draft !== start);
  const providerId =
    model?.providerId ?? providers.find(({ id }) => id === draft.providerId)?.id ?? providers[0]?.id;
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const read = readCustom(draft);
    const paid = readPrices(prices);
    setWrong(read.wrong);
    setWrongPrices(paid.wrong);
    if (read.custom === null || paid.prices === null || providerId === undefined) return;
    const ref = { providerId, modelId: draft.modelId.trim() };
    const saved = await bridge.call('model.saveCustom', { model: ref, custom: read.custom });
    const isPriced = Object.values(paid.prices).some((price) => price !== null);
    const answer =
      saved.ok && isPriced
        ? await bridge.call('model.setPrices', { model: ref, prices: paid.prices })
        : saved;
    if (answer.ok) onDone(ref);
    else setFailure(describeError(answer.error).sentence);
  };
  return (
    <form
      aria-label={model === null ? 'Add a model' : 'Edit the model'}
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-4"
    >
      {model === null && (
        <Select
          label="Provider"
          value={providerId ?? ''}
          onChange={({ target }) => setDraft({ ...draft, providerId: target.value })}
        >
          {providers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <CustomModelFields draft={draft} wrong={wrong} isNew={model === null} onChange={setDraft} />
      {model === null && <PriceFields draft={prices} wrong={wrongPrices} told={null} onChange={setPrices} />}
      {failure !== null && (
        <Banner tone="bad" role="alert">
          {failure}
        </Banner>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={() => onDone(null)}>Cancel</Button>
        <Button look="primary" type="submit" disabled={providerId === undefined}>
          {model === null ? 'Add model' : 'Save model'}
        </Button>
      </div>
    </form>
  );
}
