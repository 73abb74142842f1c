import type { ModelInfo, ModelRef } from '#shared/domain/model';
import { formatModelRef, sameModel } from '#shared/domain/model-ref';
import type { ProviderView } from '#shared/domain/provider';
import type { HopView, ProviderRouting, RoutingView } from '#shared/domain/routing';
import { useEffect, useId, useRef, useState } from 'react';
import { AddFallback } from './add-fallback';
import { FallbackRow, type FallbackAct } from './fallback-row';

interface FallbackListProps {
  readonly provider: ProviderView;
  readonly view: RoutingView;
  readonly models: readonly ModelInfo[];
  readonly onChange: (patch: Partial<ProviderRouting>) => void;
}

/** The models that answer in place of a provider's, in their order; the environment's can only be read. */
export function FallbackList({ provider, view, models, onChange }: FallbackListProps) {
  const { fallbacks } = view.routing;
  const isFixed = fallbacks.length === 0 && view.isFromEnvironment;
  const hops = isFixed ? view.hops : fallbacks.map((model) => hopOf(model, view.hops, models));
  const list = useRef<HTMLOListElement>(null);
  const [wanted, setWanted] = useState<{ readonly place: number; readonly act: FallbackAct } | null>(null);
  const heading = useId();
  // A button that moves with its row, or goes with it, must not take the keyboard away.
  useEffect(() => {
    if (wanted !== null) focusOn(list.current, wanted.place, wanted.act);
  }, [wanted]);

  const put = (next: readonly ModelRef[], place: number, act: FallbackAct): void => {
    onChange({ fallbacks: next });
    setWanted({ place: Math.min(place, next.length - 1), act });
  };
  const move = (place: number, by: -1 | 1): void => {
    const next = [...fallbacks];
    const [moved] = next.splice(place, 1);
    if (moved === undefined) return;
    next.splice(place + by, 0, moved);
    put(next, place + by, by === -1 ? 'up' : 'down');
  };
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-2">
      <h4 id={heading} className="font-medium">
        When a model of {provider.name} does not answer
      </h4>
      <p className="text-muted">
        {isFixed
          ? 'These are asked in this order, as PARLEY_FALLBACK_MODELS says. Add one to use a list of your own.'
          : 'These are asked in this order, before anything of an answer is shown. The reply says which one answered and why.'}
      </p>
      {hops.length > 0 && (
        <ol ref={list} className="flex flex-col divide-y divide-line rounded-lg border border-line bg-panel">
          {hops.map((hop, place) => (
            <FallbackRow
              key={formatModelRef(hop.model)}
              hop={hop}
              place={place}
              count={hops.length}
              isFixed={isFixed}
              onMove={(by) => move(place, by)}
              onRemove={() =>
                put(
                  fallbacks.filter((model) => !sameModel(model, hop.model)),
                  place,
                  'remove',
                )
              }
            />
          ))}
        </ol>
      )}
      <AddFallback
        models={models.filter(
          ({ ref }) => ref.providerId !== 'guide' && fallbacks.every((model) => !sameModel(model, ref)),
        )}
        isFull={fallbacks.length >= mostFallbacks}
        onAdd={(model) => onChange({ fallbacks: [...fallbacks, model] })}
      />
    </section>
  );
}

/** As the schema has it, whose file is not for windows. */
const mostFallbacks = 10;

/** What was added just now has not been checked yet. */
function hopOf(model: ModelRef, hops: readonly HopView[], models: readonly ModelInfo[]): HopView {
  const known = hops.find((hop) => sameModel(hop.model, model));
  if (known !== undefined) return known;
  const info = models.find(({ ref }) => sameModel(ref, model));
  return {
    model,
    name: info?.name ?? model.modelId,
    providerName: info?.providerName ?? model.providerId,
    problems: [],
  };
}

function focusOn(list: HTMLElement | null, place: number, act: FallbackAct): void {
  const row = list?.children.item(place);
  const button =
    row?.querySelector<HTMLElement>(`[data-act="${act}"]:enabled`) ??
    row?.querySelector<HTMLElement>('button:enabled');
  button?.focus();
}
