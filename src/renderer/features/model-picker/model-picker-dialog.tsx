import type { ModelInfo, ModelRef } from '#shared/domain/model';
import { RefreshCw } from 'lucide-react';
import { useRef, useState } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { IconButton } from '../../ui/icon-button';
import { SearchList } from '../../ui/search-list';
import { Spinner } from '../../ui/spinner';
import { modelFacts } from './model-facts';
import { ModelOption } from './model-option';
import { groupModels } from './rank-models';

interface Props {
  readonly current: ModelRef | null;
  readonly onChoose: (model: ModelRef) => void;
  readonly onAddKey: () => void;
  readonly onClose: () => void;
}

export default function ModelPickerDialog({ current, onChoose, onAddKey, onClose }: Props) {
  const search = useRef<HTMLInputElement>(null);
  const models = useRemote('model.list').value;
  const { isRefreshing, problem, refresh } = useRefreshModels();
  const [query, setQuery] = useState('');
  const bridge = useBridge();
  const groups = groupModels(models ?? [], query);
  const hasOnlyGuide = models?.every(({ ref }) => ref.providerId === 'guide') ?? false;
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
            key: `${model.ref.providerId}/${model.ref.modelId}`,
            name: `${model.name} ${model.providerName}`,
            isSelected: model.ref.providerId === current?.providerId && model.ref.modelId === current.modelId,
            value: model,
          })),
        }))}
        renderItem={({ value }) => (
          <ModelOption model={value} facts={modelFacts(value)} onToggleFavourite={toggleFavourite} />
        )}
        onChoose={({ ref }) => onChoose(ref)}
        onAltKey={toggleFavourite}
        toolbar={
          <IconButton label="Ask the providers again" onClick={refresh} disabled={isRefreshing}>
            {isRefreshing ? <Spinner label="Asking" /> : <RefreshCw size={14} aria-hidden />}
          </IconButton>
        }
        empty={
          models === null ? (
            <Spinner label="Reading the models" />
          ) : (
            <EmptyState title="No model of that name">
              Models of providers without a key are not listed.
            </EmptyState>
          )
        }
      />
      <footer className="flex min-h-11 items-center justify-between gap-3 border-t border-line px-4 py-2 text-muted">
        <span>
          {problem ??
            (hasOnlyGuide
              ? 'The Guide answers questions about Parley. Add a key to talk to a language model.'
              : 'Enter chooses · Alt+Enter marks as favourite')}
        </span>
        <Button onClick={onAddKey}>Add a key…</Button>
      </footer>
    </Dialog>
  );
}

/** Asks every provider for its models again; says what failed, provider by provider. */
function useRefreshModels() {
  const bridge = useBridge();
  const providers = useRemote('provider.list').value;
  const [isRefreshing, setRefreshing] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const failed = providers?.find(({ isReady, lastError }) => isReady && lastError !== null);
  const refresh = (): void => {
    setRefreshing(true);
    setFailure(null);
    void bridge.call('model.refresh', null).then((answer) => {
      setRefreshing(false);
      if (!answer.ok) setFailure(describeError(answer.error).sentence);
    });
  };
  const listed = failed?.lastError ? describeError(failed.lastError, failed.name).sentence : null;
  return { isRefreshing, refresh, problem: failure ?? listed };
}
