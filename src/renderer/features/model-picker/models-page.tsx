import { formatModelRef } from '#shared/domain/model-ref';
import { Star } from 'lucide-react';
import { useState } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { EmptyState } from '../../ui/empty-state';
import { IconButton } from '../../ui/icon-button';
import { TextField } from '../../ui/text-field';
import { modelFacts } from './model-facts';
import { groupModels } from './rank-models';

/** Every model of every provider that is ready, with what is known of it. */
export function ModelsPage() {
  const bridge = useBridge();
  const models = useRemote('model.list').value;
  const [query, setQuery] = useState('');
  const groups = groupModels(models ?? [], query);
  return (
    <div className="flex flex-col gap-4">
      <TextField
        label="Search models"
        isLabelHidden
        type="search"
        placeholder="Search models"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      {groups.length === 0 && <EmptyState title="No model of that name" />}
      {groups.map(({ name, models: grouped }) => (
        <section key={name} aria-label={name}>
          <h3 className="mb-1 text-[11px] text-faint">{name}</h3>
          <ul className="divide-y divide-line rounded-lg border border-line bg-panel">
            {grouped.map((model) => (
              <li
                key={formatModelRef(model.ref)}
                className="flex items-center gap-3 px-3 py-1.5 [contain-intrinsic-size:auto_50px] [content-visibility:auto]"
              >
                <div className="min-w-0 flex-1">
                  <div className="truncate">
                    <span className="font-medium">{model.name}</span>{' '}
                    <span className="text-muted">{model.providerName}</span>
                  </div>
                  <div className="truncate text-muted">{modelFacts(model)}</div>
                </div>
                <IconButton
                  label={`${model.isFavourite ? 'Remove from' : 'Add to'} favourites: ${model.name}`}
                  aria-pressed={model.isFavourite}
                  onClick={() =>
                    void bridge.call('model.setFavourite', {
                      model: model.ref,
                      isFavourite: !model.isFavourite,
                    })
                  }
                >
                  <Star size={14} fill={model.isFavourite ? 'currentColor' : 'none'} aria-hidden />
                </IconButton>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
