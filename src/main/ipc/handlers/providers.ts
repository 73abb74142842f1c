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
    'provider.addLocal': ({ providerId }) => providers.addLocal(providerId),
    'key.save': ({ providerId, key }) => keys.save(providerId, key),
    'key.remove': ({ providerId }) => keys.remove(providerId),
    'model.list': () => models.list(),
    'model.refresh': () => models.refresh(),
    'model.setFavourite': ({ model, isFavourite }) => nothing(() => models.setFavourite(model, isFavourite)),
  }) satisfies Partial<Handlers>;
