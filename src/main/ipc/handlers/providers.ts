import type { KeysFeature } from '#main/features/keys/create-keys';
import type { ModelsFeature } from '#main/features/models/create-models';
import type { ProvidersFeature } from '#main/features/providers/create-providers';
import type { Handlers } from '../handlers';
import { nothing } from './nothing';

export const providerHandlers = (providers: ProvidersFeature, keys: KeysFeature, models: ModelsFeature) =>
  ({
    'provider.list': () => providers.list(),
    'provider.add': (input) => providers.add(input),
    'provider.update': ({ providerId, ...patch }) => providers.update(providerId, patch),
    'provider.remove': ({ providerId }) => providers.remove(providerId).then(() => null),
    'provider.test': ({ providerId }) => providers.test(providerId),
    'provider.findLocal': () => providers.findLocal(),
    'provider.watchLocal': async () => {
      await providers.watchLocal();
      return null;
    },
    'provider.addLocal': ({ providerId }) => providers.addLocal(providerId),
    'key.save': ({ providerId, key }) => keys.save(providerId, key),
    'key.add': ({ providerId, key, ...words }) => keys.add(providerId, key, words),
    'key.rotate': ({ providerId, keyId, key, expiresAt }) => keys.rotate(providerId, keyId, key, expiresAt),
    'key.confirm': ({ providerId, keyId }) => keys.confirm(providerId, keyId),
    'key.revert': ({ providerId, keyId }) => keys.revert(providerId, keyId),
    'key.rebind': ({ providerId, keyId }) => keys.rebind(providerId, keyId),
    'key.describe': ({ providerId, keyId, ...words }) => keys.describe(providerId, keyId, words),
    'key.move': ({ providerId, keyId, by }) => keys.move(providerId, keyId, by),
    'key.remove': ({ providerId, keyId }) => keys.remove(providerId, keyId ?? null),
    'model.list': () => models.list(),
    'model.refresh': () => models.refresh(),
    'model.details': ({ model }) => models.details(model),
    'model.setFavourite': ({ model, isFavourite }) => nothing(() => models.setFavourite(model, isFavourite)),
    'model.setHidden': ({ models: chosen, isHidden }) => nothing(() => models.setHidden(chosen, isHidden)),
    'model.setPrices': ({ model, prices }) => nothing(() => models.setPrices(model, prices)),
    'model.saveCustom': ({ model, custom }) => nothing(() => models.saveCustom(model, custom)),
    'model.removeCustom': ({ model }) => nothing(() => models.removeCustom(model)),
  }) satisfies Partial<Handlers>;
