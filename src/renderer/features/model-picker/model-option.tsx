import type { ModelInfo } from '#shared/domain/model';
import { Star } from 'lucide-react';
import { explainPrice, modelFacts } from './model-facts';

/** One model in the list: its name, its provider where the group does not say it, what is known of it, and a star. */
export function ModelOption({
  model,
  hasProvider,
  onToggleFavourite,
}: {
  readonly model: ModelInfo;
  readonly hasProvider: boolean;
  readonly onToggleFavourite: (model: ModelInfo) => void;
}) {
  return (
    <>
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span className="truncate font-medium">{model.name}</span>
          {hasProvider && <span className="truncate text-muted">{model.providerName}</span>}
        </span>
        <span className="block truncate text-[12px] text-muted" title={explainPrice(model) ?? undefined}>
          {modelFacts(model)}
        </span>
      </span>
      {/* Inside an option nothing may be focused: the keyboard has Alt+Enter. */}
      <span
        aria-hidden
        title={model.isFavourite ? 'Remove from favourites' : 'Add to favourites'}
        onClick={(event) => {
          event.stopPropagation();
          onToggleFavourite(model);
        }}
        className={`grid size-6 shrink-0 place-items-center rounded-md text-muted group-hover:visible group-data-active:visible hover:bg-hover hover:text-text ${model.isFavourite ? '' : 'invisible'}`}
      >
        <Star size={14} fill={model.isFavourite ? 'currentColor' : 'none'} />
      </span>
    </>
  );
}
