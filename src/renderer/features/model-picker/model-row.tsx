import { isAuto } from '#shared/domain/auto-model';
import type { ModelInfo } from '#shared/domain/model';
import { Check, EyeOff } from 'lucide-react';
import type { MouseEvent } from 'react';
import { FavouriteStar } from './favourite-star';
import { explainPrice, formatPrice, modelFacts } from './model-facts';

export const modelRowHeight = 50;

interface Props {
  readonly id: string;
  readonly model: ModelInfo;
  readonly place: { readonly position: number; readonly count: number };
  readonly isActive: boolean;
  readonly isMarked: boolean;
  readonly hasMarks: boolean;
  readonly onToggle: () => void;
  readonly onExtend: () => void;
  readonly onOpen: () => void;
  readonly onFavourite: () => void;
}

/** A click opens it; with Control, Shift or on its box it is marked. */
export function ModelRow({ id, model, place, isActive, isMarked, hasMarks, ...on }: Props) {
  const onClick = (event: MouseEvent): void => {
    if (event.shiftKey) on.onExtend();
    else if (event.ctrlKey || event.metaKey) on.onToggle();
    else on.onOpen();
  };
  return (
    <div
      data-row
      onClick={onClick}
      style={{ height: modelRowHeight }}
      className={`group relative flex items-center gap-2.5 border-b border-line px-3 select-none hover:bg-hover has-data-active:inset-ring-2 has-data-active:inset-ring-accent ${isMarked ? 'bg-accent-soft' : ''}`}
    >
      <span
        aria-hidden
        onClick={(event) => {
          event.stopPropagation();
          if (event.shiftKey) on.onExtend();
          else on.onToggle();
        }}
        className={`relative z-1 grid size-4 shrink-0 place-items-center rounded border ${isMarked ? 'border-accent bg-accent text-on-accent' : `border-line-strong ${hasMarks ? '' : 'invisible group-hover:visible'}`}`}
      >
        {isMarked && <Check size={12} strokeWidth={3} />}
      </span>
      <div className={`min-w-0 flex-1 ${model.isHidden ? 'text-muted' : ''}`}>
        <div className="flex items-center gap-1.5">
          <div
            id={id}
            role="option"
            aria-selected={isMarked}
            aria-label={`${model.name} ${model.providerName}`}
            aria-description={[modelFacts(model), model.isHidden ? 'hidden' : ''].filter(Boolean).join(' · ')}
            aria-posinset={place.position}
            aria-setsize={place.count}
            data-active={isActive ? '' : undefined}
            className="min-w-0 truncate after:absolute after:inset-0"
          >
            <span className="font-medium">{model.name}</span>{' '}
            <span className="text-muted">{model.providerName}</span>
          </div>
          {model.isHidden && <EyeOff size={13} className="shrink-0 text-faint" aria-hidden />}
          {model.isCustom && <Tag>added by you</Tag>}
        </div>
        <div aria-hidden className="truncate text-muted">
          {modelFacts(model, { hasPrice: false })}
        </div>
      </div>
      <div
        aria-hidden
        className="relative shrink-0 text-right tabular-nums"
        title={explainPrice(model) ?? undefined}
      >
        <div className={model.pricing === null ? 'text-muted' : ''}>
          {isAuto(model.ref) ? '' : formatPrice(model)}
        </div>
        {model.pricing?.source === 'you' && <div className="text-[11px] text-accent">your price</div>}
      </div>
      <span className="relative z-1">
        <FavouriteStar model={model} onToggle={on.onFavourite} />
      </span>
    </div>
  );
}

function Tag({ children }: { readonly children: string }) {
  return <span className="shrink-0 rounded border border-line px-1 text-[11px] text-muted">{children}</span>;
}
