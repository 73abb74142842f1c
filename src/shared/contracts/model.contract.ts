import { z } from 'zod';
import { modelInfoSchema, modelRefSchema } from '../domain/model';
import { customModelSchema, modelDetailsSchema, ownPricesSchema } from '../domain/own-model';
import { nothing, route } from './route';

const byRef = z.strictObject({ model: modelRefSchema });

export const modelRoutes = {
  /** Every model of every enabled provider that is ready, hidden ones too, from the store; refreshed behind. */
  'model.list': route(nothing, z.array(modelInfoSchema).readonly()),
  'model.refresh': route(nothing, z.array(modelInfoSchema).readonly()),
  /** Who told what of it. */
  'model.details': route(byRef, modelDetailsSchema),
  'model.setFavourite': route(byRef.extend({ isFavourite: z.boolean() }), nothing),
  'model.setHidden': route(
    z.strictObject({ models: z.array(modelRefSchema).min(1).max(5_000).readonly(), isHidden: z.boolean() }),
    nothing,
  ),
  /** The person's own prices; null goes back to what was told. They hold from the next request on. */
  'model.setPrices': route(byRef.extend({ prices: ownPricesSchema.nullable() }), nothing),
  /** Adds a model that no list names, or changes it. Fails with `invalid-input` for a provider that lists none. */
  'model.saveCustom': route(byRef.extend({ custom: customModelSchema }), nothing),
  'model.removeCustom': route(byRef, nothing),
};
