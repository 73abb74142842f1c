import type { ProviderId } from '#shared/domain/ids';
import type { ModelInfo, ModelRef } from '#shared/domain/model';
import { formatModelRef, sameModel } from '#shared/domain/model-ref';
import { ListFilter, RefreshCw } from 'lucide-react';
import { useRef, useState } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { IconButton } from '../../ui/icon-button';
import { SearchList } from '../../ui/search-list';
import { Spinner } from '../../ui/spinner';
import { FoundServers } from './found-servers';
import { FavouriteStar } from './favourite-star';
import { countFilters, filterModels, noFilter } from './filter-models';
import { explainPrice, modelFacts } from './model-facts';
import { ModelState } from './model-state';
import { ModelFilters } from './model-filters';
import { NotReady } from './not-ready';
import { groupModels } from './rank-models';
import { hintWith, useModelSigns, withSign } from './use-model-signs';
import { useRefreshModels } from './use-refresh-models';

interface Props {
  readonly current: ModelRef | null;
  readonly onChoose: (model: ModelRef) => void;
  readonly onAddKey: (providerId?: ProviderId) => void;
  readonly onClose: () => void;
}

export default function ModelPickerDialog({ current, onChoose, onAddKey, onClose }: Props) {
  const search = useRef<HTMLInputElement>(null);
  const { value: models, error } = useRemote('model.list');
  const { isRefreshing, problem, refresh } = useRefreshModels();
  const [query, setQuery] = useState('');
  const bridge = useBridge();
  const [filter, setFilter] = useState(noFilter);
  const [isFiltering, setFiltering] = useState(false);
  const [now] = useState(() => Date.now());
  const isInUse = ({ ref }: ModelInfo): boolean => sameModel(ref, current);
  const groups = groupModels(filterModels(models ?? [], filter, { now, query, isInUse }), query);
  const signOf = useModelSigns();
  const toggleFavourite = (model: ModelInfo): void => {
    void bridge.call('model.setFavourite', { model: model.ref, isFavourite: !model.isFavourite });
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Choose a model"
      isTitleHidden
      initialFocus={search}
      size="w-[600px] h-[min(560px,80vh)]"
    >
      <SearchList
        searchRef={search}
        searchLabel="Search models"
        listLabel="Models"
        query={query}
        onQuery={setQuery}
        groups={groups.map(({ name, models: grouped }) => ({
          name,
          items: grouped.map((model) => ({
            key: formatModelRef(model.ref),
            name: `${model.name} ${model.providerName}`,
            description: withSign(signOf(model), modelFacts(model)),
            hint: hintWith(signOf(model), explainPrice(model)),
            isSelected: sameModel(model.ref, current),
            value: { model, hasProvider: name !== model.providerName },
          })),
        }))}
        renderName={({ model, hasProvider }) => (
          <>
            <ModelState sign={signOf(model)} />
            {model.name}
            {hasProvider && <span className="font-normal text-muted"> {model.providerName}</span>}
          </>
        )}
        renderAside={({ model }) => <FavouriteStar model={model} onToggle={toggleFavourite} />}
        onChoose={({ model }) => onChoose(model.ref)}
        onAltKey={({ model }) => toggleFavourite(model)}
        toolbar={
          <>
            <IconButton
              label="Filters"
              aria-expanded={isFiltering}
              className={countFilters(filter) > 0 ? 'text-accent!' : ''}
              onClick={() => setFiltering(!isFiltering)}
            >
              <ListFilter size={14} aria-hidden />
            </IconButton>
            <IconButton label="Ask the providers again" onClick={refresh} disabled={isRefreshing}>
              {isRefreshing ? <Spinner label="Asking" /> : <RefreshCw size={14} aria-hidden />}
            </IconButton>
          </>
        }
        filters={
          isFiltering && (
            <div className="border-b border-line px-4 py-2">
              <ModelFilters filter={filter} onChange={setFilter} />
            </div>
          )
        }
        empty={
          models === null && error === null ? (
            <Spinner label="Reading the models" />
          ) : (
            <EmptyState title={models === null ? 'The models could not be read' : 'No such model'}>
              Only models of providers that are set up are listed, and hidden ones only by their whole name.
            </EmptyState>
          )
        }
      />
      <FoundServers />
      <NotReady onSetUp={onAddKey} />
      <footer className="flex min-h-11 items-center justify-between gap-3 border-t border-line px-4 py-2 text-muted">
        <span role={problem === null ? undefined : 'status'}>
          {problem ?? 'Enter chooses · Alt+Enter marks as favourite'}
        </span>
        <Button onClick={() => onAddKey()}>Add a key…</Button>
      </footer>
    </Dialog>
  );
}
