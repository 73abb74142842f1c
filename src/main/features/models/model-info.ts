import { formatModelRef, type ModelInfo, type ModelRef } from '#shared/domain/model';
import type { ProviderView } from '#shared/domain/provider';
import type { ProviderModel } from '#main/ports/chat-provider';
import type { CatalogueEntry } from './catalogue';
import { thinkingOffer } from './thinking-offers';

/** What the provider told goes first, then the catalogue; what neither knows stays unknown. */
export function modelInfo(
  ref: ModelRef,
  provider: ProviderView | null,
  told: ProviderModel | null,
  known: CatalogueEntry | null,
  favourites: ReadonlySet<string>,
): ModelInfo {
  return {
    ref,
    name: told?.name ?? known?.name ?? readableName(ref, provider),
    providerName: provider?.name ?? ref.providerId,
    contextWindow: told?.contextWindow ?? known?.contextWindow ?? null,
    outputLimit: told?.outputLimit ?? null,
    supportsImages: told?.supportsImages ?? null,
    makesImages: told?.makesImages ?? null,
    supportsThinking: told?.supportsThinking ?? null,
    thinking: provider === null ? null : thinkingOffer(provider.kind, ref.modelId, told),
    pricing: known?.pricing ?? null,
    createdAt: told?.createdAt ?? null,
    deprecated: told?.deprecated === true || known?.deprecated === true,
    isFavourite: favourites.has(formatModelRef(ref)),
  };
}

/** An id without the folder before it and the date behind it: `org/llama-3.3-70b` → `llama-3.3-70b`. */
function readableName({ modelId }: ModelRef, provider: ProviderView | null): string {
  if (provider?.kind === 'guide') return 'Guide';
  const bare = modelId.slice(modelId.lastIndexOf('/') + 1).replace(/-(\d{8}|\d{4}-\d{2}-\d{2})$/, '');
  return bare === '' ? modelId : bare;
}
