import type { ModelInfo } from '#shared/domain/model';
import { Star } from 'lucide-react';

/** For the pointer only: the keyboard has Alt+Enter. Others than favourites show it when they are pointed at. */
export function FavouriteStar({
  model,
  onToggle,
}: {
  readonly model: ModelInfo;
  readonly onToggle: (model: ModelInfo) => void;
}) {
  return (
    <span
      aria-hidden
      title={model.isFavourite ? 'Remove from favourites' : 'Add to favourites'}
      onClick={(event) => {
        event.stopPropagation();
        onToggle(model);
      }}
      className={`grid size-6 place-items-center rounded-md text-muted group-hover:visible group-has-data-active:visible hover:bg-hover hover:text-text ${model.isFavourite ? '' : 'invisible'}`}
    >
      <Star size={14} fill={model.isFavourite ? 'currentColor' : 'none'} />
    </span>
  );
}
