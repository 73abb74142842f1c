import type { ModelInfo } from '#shared/domain/model';
import type { Way } from '#main/ports/attempt-gate';
import type { OpenedProvider, ProviderDirectory } from '#main/ports/provider-directory';

/** A way to a model with what can be asked. */
export type OpenWay = Way & Pick<OpenedProvider, 'provider'>;

/** With each key of its provider, in their order; at least one. Throws `provider.not-found`, `provider.disabled`, `secret.missing`. */
export const openWays = (
  providers: Pick<ProviderDirectory, 'openAll'>,
  { ref, name }: Pick<ModelInfo, 'ref' | 'name'>,
): readonly OpenWay[] =>
  providers.openAll(ref.providerId).map(({ keyId, last4, provider }) => ({
    model: ref,
    modelName: name,
    keyId,
    keyLast4: last4,
    provider,
  }));
