import type { ModelInfo, ModelRef } from '#shared/domain/model';
import { formatModelRef } from '#shared/domain/model-ref';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { Select } from '../../ui/text-field';

interface AddFallbackProps {
  readonly models: readonly ModelInfo[];
  readonly isFull: boolean;
  readonly onAdd: (model: ModelRef) => void;
}

/** Chooses a model, and adds it at the end of the list. */
export function AddFallback({ models, isFull, onAdd }: AddFallbackProps) {
  const [chosen, setChosen] = useState('');
  const model = models.find(({ ref }) => formatModelRef(ref) === chosen);
  const providers = [...new Set(models.map(({ providerName }) => providerName))];
  if (isFull) return <p className="text-muted">There is room for no more.</p>;
  return (
    <div className="flex items-end gap-2">
      <div className="min-w-0 flex-1">
        <Select
          label="Another model"
          isLabelHidden
          value={model === undefined ? '' : chosen}
          onChange={({ target }) => setChosen(target.value)}
        >
          <option value="">Choose a model…</option>
          {providers.map((provider) => (
            <optgroup key={provider} label={provider}>
              {models
                .filter(({ providerName }) => providerName === provider)
                .map(({ ref, name }) => (
                  <option key={formatModelRef(ref)} value={formatModelRef(ref)}>
                    {name}
                  </option>
                ))}
            </optgroup>
          ))}
        </Select>
      </div>
      <Button
        disabled={model === undefined}
        onClick={() => {
          if (model === undefined) return;
          onAdd(model.ref);
          setChosen('');
        }}
      >
        <Plus size={14} aria-hidden />
        Add fallback
      </Button>
    </div>
  );
}
