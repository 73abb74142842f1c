import type { ModelRef } from './model';
import { sameModel } from './model-ref';
import { findRouting, type ProviderRouting } from './routing';

/** Models to ask after `model`, in order, each once: those of its provider, else those of the environment. */
export function fallbackChain(
  routing: Readonly<Record<string, ProviderRouting>>,
  environment: readonly ModelRef[],
  model: ModelRef,
): readonly ModelRef[] {
  const own = findRouting(routing, model.providerId)?.fallbacks ?? [];
  const chain = own.length > 0 ? own : environment;
  return chain.filter(
    (hop, index) => !sameModel(hop, model) && chain.findIndex((earlier) => sameModel(earlier, hop)) === index,
  );
}
