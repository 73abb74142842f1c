import { autoModel, isAuto } from '#shared/domain/auto-model';
import type { ModelInfo, ModelRef } from '#shared/domain/model';
import { formatModelRef } from '#shared/domain/model-ref';
import { useState } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { countOf } from '../../lib/numbers';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Spinner } from '../../ui/spinner';
import { countFilters, filterModels, noFilter, type ModelFilter } from './filter-models';
import { ModelFilters } from './model-filters';
import { ModelTable } from './model-table';
import { ModelsToolbar } from './models-toolbar';
import { keptIn, noSelection, type RowSelection } from './row-selection';
import { SelectionBar } from './selection-bar';
import { searchModels, sortModels, type ModelOrder } from './sort-models';
import { useRefreshModels } from './use-refresh-models';

export interface ModelsView {
  readonly query: string;
  readonly filter: ModelFilter;
  readonly order: ModelOrder;
  /** The row that the keyboard comes back to. */
  readonly lastOpened: string | null;
}

interface Props {
  /** Null until they are read. */
  readonly models: readonly ModelInfo[] | null;
  readonly view: ModelsView;
  readonly onView: (view: ModelsView) => void;
  readonly onOpen: (model: ModelRef) => void;
  readonly onAdd: () => void;
}

/** All models: search, filters, order, and marks for what is done with many at once. Only the rows scroll. */
export function ModelsList({ models, view, onView, onOpen, onAdd }: Props) {
  const bridge = useBridge();
  const { problem, ...refreshing } = useRefreshModels();
  const [now] = useState(() => Date.now());
  const [selection, setSelection] = useState<RowSelection>({ ...noSelection, active: view.lastOpened });
  const { query, filter, order } = view;
  const shown = sortModels(searchModels(filterModels(models ?? [], filter, { now, query }), query), order);
  const marked = new Set(keptIn(new Set(shown.map(({ ref }) => formatModelRef(ref))), selection));
  const hidden = (models ?? []).filter(({ isHidden }) => isHidden).length;
  return (
    <div className="flex h-full min-h-72 flex-col gap-3">
      <ModelsToolbar
        {...refreshing}
        query={query}
        order={order}
        onQuery={(next) => onView({ ...view, query: next })}
        onOrder={(next) => onView({ ...view, order: next })}
        onAdd={onAdd}
        onAuto={models?.some(({ ref }) => isAuto(ref)) === true ? () => onOpen(autoModel) : null}
      />
      <ModelFilters filter={filter} onChange={(next) => onView({ ...view, filter: next })} />
      {problem !== null && (
        <p role="status" className="text-warn">
          {problem}
        </p>
      )}
      {shown.length === 0 ? (
        <div className="grid flex-1 place-items-center rounded-lg border border-line bg-panel">
          <NoModels
            models={models}
            view={view}
            onReset={() => onView({ ...view, query: '', filter: noFilter })}
          />
        </div>
      ) : (
        <ModelTable
          models={shown}
          selection={{ ...selection, keys: marked }}
          onSelect={setSelection}
          onOpen={({ ref }) => onOpen(ref)}
          onFavourite={({ ref, isFavourite }) =>
            void bridge.call('model.setFavourite', { model: ref, isFavourite: !isFavourite })
          }
        />
      )}
      {marked.size > 0 ? (
        <SelectionBar
          models={shown.filter(({ ref }) => marked.has(formatModelRef(ref)))}
          onDone={() => setSelection({ ...selection, keys: new Set() })}
        />
      ) : (
        <p className="flex min-h-6 flex-wrap justify-between gap-x-4 text-muted">
          <span role="status">
            {countOf(shown.length, 'model')}
            {hidden > 0 && !filter.isHidden && `, ${hidden} hidden`}
          </span>
          <span>Enter opens · Space marks · Shift+arrows mark many</span>
        </p>
      )}
    </div>
  );
}

function NoModels({
  models,
  view: { query, filter },
  onReset,
}: Pick<Props, 'models' | 'view'> & { readonly onReset: () => void }) {
  const { error } = useRemote('model.list');
  if (models === null) {
    return error === null ? (
      <Spinner label="Reading the models" />
    ) : (
      <EmptyState title="The models could not be read">{describeError(error).sentence}</EmptyState>
    );
  }
  if (query.trim() === '' && countFilters(filter) === 0) {
    return <EmptyState title="No models yet">A provider with a key lists its models here.</EmptyState>;
  }
  return (
    <EmptyState
      title={countFilters(filter) === 0 ? 'No model of that name' : 'No model is all of this'}
      action={<Button onClick={onReset}>Show all models</Button>}
    >
      Hidden models are found by their whole name, or with the filter “Hidden”.
    </EmptyState>
  );
}
