import type { ModelInfo, ModelRef } from '#shared/domain/model';
import { formatModelRef } from '#shared/domain/model-ref';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { useRemote } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { CustomModelForm } from './custom-model-form';
import { noFilter } from './filter-models';
import { ModelDetails } from './model-details';
import { ModelsList, type ModelsView } from './models-list';

type Place = { readonly at: 'list' | 'add' } | { readonly at: 'details'; readonly key: string };

/** Every model of every provider that is ready: what it can do, what it costs, and what a person says of it. */
export function ModelsPage() {
  const models = useRemote('model.list').value;
  const [place, setPlace] = useState<Place>({ at: 'list' });
  // Kept here, so that who comes back from a model finds the list as it was.
  const [view, setView] = useState<ModelsView>({
    query: '',
    filter: noFilter,
    order: 'name',
    lastOpened: null,
  });
  const open = (ref: ModelRef): void => {
    const key = formatModelRef(ref);
    setView({ ...view, lastOpened: key });
    setPlace({ at: 'details', key });
  };
  const toList = (): void => setPlace({ at: 'list' });
  const model = place.at === 'details' ? findModel(models, place.key) : null;
  if (model !== null) return <ModelDetails model={model} onBack={toList} />;
  if (place.at === 'add') {
    return (
      <section aria-label="Add a model" className="flex flex-col gap-4">
        <div>
          <Button look="quiet" className="-ml-2 px-2!" onClick={toList}>
            <ArrowLeft size={14} aria-hidden />
            All models
          </Button>
        </div>
        <h3 className="text-[16px] font-semibold">Add a model</h3>
        <CustomModelForm
          model={null}
          custom={null}
          onDone={(saved) => (saved === null ? toList() : open(saved))}
        />
      </section>
    );
  }
  return (
    <ModelsList
      models={models}
      view={view}
      onView={setView}
      onOpen={open}
      onAdd={() => setPlace({ at: 'add' })}
    />
  );
}

const findModel = (models: readonly ModelInfo[] | null, key: string): ModelInfo | null =>
  models?.find(({ ref }) => formatModelRef(ref) === key) ?? null;
