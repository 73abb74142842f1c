import type { ModelRef } from './model';
import { sameModel } from './model-ref';
import type { ProviderRouting } from './routing';

type Routes = Readonly<Record<string, ProviderRouting>>;

/** What was set for a provider, if anything; its id may be the name of something that every object has. */
export const findRouting = (routing: Routes, providerId: string): ProviderRouting | null =>
  Object.hasOwn(routing, providerId) ? (routing[providerId] ?? null) : null;

/** Models to ask after `model`, in order, each once: those of its provider, else those of the environment. */
export function fallbackChain(
  routing: Routes,
  environment: readonly ModelRef[],
  model: ModelRef,
): readonly ModelRef[] {
  const own = findRouting(routing, model.providerId)?.fallbacks ?? [];
  const chain = own.length > 0 ? own : environment;
  return chain.filter(
    (hop, index) => !sameModel(hop, model) && chain.findIndex((earlier) => sameModel(earlier, hop)) === index,
  );
}
