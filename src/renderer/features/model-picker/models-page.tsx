import type { ModelInfo } from '#shared/domain/model';
import { formatModelRef, sameModel } from '#shared/domain/model-ref';
import { RefreshCw, Star } from 'lucide-react';
import { useState } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { IconButton } from '../../ui/icon-button';
import { Spinner } from '../../ui/spinner';
import { TextField } from '../../ui/text-field';
import { AutoRules } from './auto-rules';
import { explainPrice, modelFacts } from './model-facts';
import { groupModels } from './rank-models';
import { useRefreshModels } from './use-refresh-models';

/** Every model of every provider that is ready, with what is known of it. */
export function ModelsPage() {
  const models = useRemote('model.list').value;
  const { isRefreshing, problem, refresh } = useRefreshModels();
  const [query, setQuery] = useState('');
  const groups = groupModels(models ?? [], query);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center gap-2">
        <div className="flex-1">
          <TextField
            label="Search models"
            isLabelHidden
            type="search"
            placeholder="Search models"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        </div>
        <IconButton label="Ask the providers again" isFramed onClick={refresh} disabled={isRefreshing}>
          {isRefreshing ? <Spinner label="Asking" /> : <RefreshCw size={14} aria-hidden />}
        </IconButton>
      </div>
      {problem !== null && (
        <p role="status" className="text-warn">
          {problem}
        </p>
      )}
      {models !== null && groups.length === 0 && <EmptyState title="No model of that name" />}
      {groups.map(({ name, models: grouped }) => (
        <section key={name} aria-label={name}>
          <h3 className="mb-1 text-[11px] text-faint">{name}</h3>
          <ul className="divide-y divide-line rounded-lg border border-line bg-panel">
            {grouped.map((model) => (
              <ModelRow
                key={formatModelRef(model.ref)}
                model={model}
                hasProvider={name !== model.providerName}
              />
            ))}
          </ul>
        </section>
      ))}
      <AutoRules />
    </div>
  );
}

function ModelRow({ model, hasProvider }: { readonly model: ModelInfo; readonly hasProvider: boolean }) {
  const bridge = useBridge();
  const defaultModel = useRemote('settings.get').value?.defaultModel ?? null;
  const isDefault = sameModel(model.ref, defaultModel);
  return (
    <li className="group flex items-center gap-2 px-3 py-1.5 [contain-intrinsic-size:auto_50px] [content-visibility:auto]">
      <div className="min-w-0 flex-1">
        <div className="truncate">
          <span className="font-medium">{model.name}</span>{' '}
          {hasProvider && <span className="text-muted">{model.providerName}</span>}
        </div>
        <div className="truncate text-muted" title={explainPrice(model) ?? undefined}>
          {modelFacts(model)}
        </div>
      </div>
      {isDefault ? (
        <span className="px-3 text-muted">Default</span>
      ) : (
        <Button
          look="quiet"
          aria-label={`Make default: ${model.name}`}
          className="opacity-0 group-focus-within:opacity-100 group-hover:opacity-100"
          onClick={() => void bridge.call('settings.update', { patch: { defaultModel: model.ref } })}
        >
          Make default
        </Button>
      )}
      <IconButton
        label={`${model.isFavourite ? 'Remove from' : 'Add to'} favourites: ${model.name}`}
        aria-pressed={model.isFavourite}
        onClick={() =>
          void bridge.call('model.setFavourite', { model: model.ref, isFavourite: !model.isFavourite })
        }
      >
        <Star size={14} fill={model.isFavourite ? 'currentColor' : 'none'} aria-hidden />
      </IconButton>
    </li>
  );
}
