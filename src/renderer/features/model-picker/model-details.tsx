import type { OutputOf } from '#shared/contracts/index';
import type { ModelInfo } from '#shared/domain/model';
import { ArrowLeft, Star } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { ConfirmButton } from '../../ui/confirm-button';
import { IconButton } from '../../ui/icon-button';
import { Spinner } from '../../ui/spinner';
import { isAuto } from '#shared/domain/auto-model';
import { AutoRules } from './auto-rules';
import { CustomModelForm } from './custom-model-form';
import { DefaultButton } from './default-button';
import { FactTable } from './fact-table';
import { OwnPricesForm } from './own-prices-form';
import { PriceTable } from './price-table';
import { useModelDetails } from './use-model-details';

interface Props {
  readonly model: ModelInfo;
  readonly onBack: () => void;
}

/** Everything that is known of a model, each fact with who told it, and what a person can say of it. */
export function ModelDetails({ model, onBack }: Props) {
  const { value: details, error } = useModelDetails(model.ref);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  return (
    <section aria-label={model.name} className="flex flex-col gap-4">
      <div>
        <Button ref={back} look="quiet" className="-ml-2 px-2!" onClick={onBack}>
          <ArrowLeft size={14} aria-hidden />
          All models
        </Button>
      </div>
      <Heading model={model} />
      {isAuto(model.ref) && <AutoRules />}
      {details === null && error === null && <Spinner label="Reading the model" />}
      {error !== null && (
        <Banner tone="bad" role="alert">
          {describeError(error).sentence}
        </Banner>
      )}
      {details !== null && !isAuto(model.ref) && <Body model={model} details={details} onBack={onBack} />}
    </section>
  );
}

function Heading({ model }: { readonly model: ModelInfo }) {
  const bridge = useBridge();
  const { name, providerName, isFavourite, isHidden, ref } = model;
  return (
    <header className="flex flex-wrap items-center gap-2">
      <div className="mr-auto min-w-0">
        <h3 className="text-[16px] font-semibold">{name}</h3>
        <p className="text-muted">
          {providerName} · <code className="font-(family-name:--mono) select-text">{ref.modelId}</code>
        </p>
      </div>
      <DefaultButton model={model} />
      {ref.providerId !== 'guide' && !isAuto(ref) && (
        <Button onClick={() => void bridge.call('model.setHidden', { models: [ref], isHidden: !isHidden })}>
          {isHidden ? 'Show again' : 'Hide'}
        </Button>
      )}
      <IconButton
        label={`${isFavourite ? 'Remove from' : 'Add to'} favourites: ${name}`}
        aria-pressed={isFavourite}
        isFramed
        onClick={() => void bridge.call('model.setFavourite', { model: ref, isFavourite: !isFavourite })}
      >
        <Star size={14} fill={isFavourite ? 'currentColor' : 'none'} aria-hidden />
      </IconButton>
    </header>
  );
}

interface BodyProps extends Props {
  readonly details: OutputOf<'model.details'>;
}

function Body({ model, details, onBack }: BodyProps) {
  const bridge = useBridge();
  const [editing, setEditing] = useState<'prices' | 'model' | null>(null);
  const isGuide = model.ref.providerId === 'guide';
  const done = (): void => setEditing(null);
  if (editing === 'model') {
    return <CustomModelForm model={model.ref} custom={details.custom ?? unsaid(model)} onDone={done} />;
  }
  const remove = (): void => {
    void bridge.call('model.removeCustom', { model: model.ref });
    onBack();
  };
  return (
    <>
      <FactTable model={model} details={details} />
      {!isGuide && (
        <div className="flex gap-2">
          <Button onClick={() => setEditing('model')}>
            {model.isCustom ? 'Edit model…' : 'Describe it yourself…'}
          </Button>
          {model.isCustom && (
            <ConfirmButton question="What you said of it is forgotten." onConfirm={remove}>
              Remove your entry
            </ConfirmButton>
          )}
        </div>
      )}
      {editing === 'prices' ? (
        <OwnPricesForm details={details} onDone={done} />
      ) : (
        <PriceTable model={model} details={details} />
      )}
      {!isGuide && editing === null && (
        <div className="flex gap-2">
          <Button onClick={() => setEditing('prices')}>Edit prices…</Button>
          {details.ownPrices !== null && (
            <Button
              look="quiet"
              onClick={() => void bridge.call('model.setPrices', { model: model.ref, prices: null })}
            >
              {details.toldPricing?.source === 'provider'
                ? 'Reset to the provider’s'
                : 'Reset to the catalogue’s'}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

/** What a person begins with: everything else is left to who told it. */
const unsaid = ({ name }: ModelInfo): NonNullable<OutputOf<'model.details'>['custom']> => ({
  name,
  contextWindow: null,
  outputLimit: null,
  supportsImages: null,
  makesImages: null,
  supportsThinking: null,
});
