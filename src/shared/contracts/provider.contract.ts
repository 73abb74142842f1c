import { z } from 'zod';
import { providerIdSchema } from '../domain/ids';
import { modelInfoSchema, modelRefSchema } from '../domain/model';
import { localServerSchema, providerViewSchema } from '../domain/provider';
import { nothing, route } from './route';

const byId = z.strictObject({ providerId: providerIdSchema });
const keyText = z.string().min(1).max(20_000);
const tested = z.strictObject({ provider: providerViewSchema, modelCount: z.number().int() });

export const providerRoutes = {
  'provider.list': route(nothing, z.array(providerViewSchema).readonly()),
  /** Adds an OpenAI-compatible server. */
  'provider.add': route(
    z.strictObject({
      name: z.string().trim().min(1).max(60),
      baseUrl: z.string().trim().min(1).max(2000),
      key: keyText.nullable(),
    }),
    providerViewSchema,
  ),
  /** Changing the base URL of a provider detaches its key until it is entered again. */
  'provider.update': route(
    byId.extend({
      name: z.string().trim().min(1).max(60).optional(),
      baseUrl: z.string().trim().max(2000).nullable().optional(),
      isEnabled: z.boolean().optional(),
    }),
    providerViewSchema,
  ),
  'provider.remove': route(byId, nothing),
  /** A real request with the stored key (it lists the models). */
  'provider.test': route(byId, tested),
  'provider.findLocal': route(nothing, z.array(localServerSchema).readonly()),
  'provider.addLocal': route(byId, providerViewSchema),

  /** Tests the key with a real request and stores it only when it works. `providerId` null: by the key's shape. */
  'key.save': route(z.strictObject({ providerId: providerIdSchema.nullable(), key: keyText }), tested),
  'key.remove': route(byId, providerViewSchema),

  /** Every model of every enabled provider that is ready, from the store; refreshed behind. */
  'model.list': route(nothing, z.array(modelInfoSchema).readonly()),
  'model.refresh': route(nothing, z.array(modelInfoSchema).readonly()),
  'model.setFavourite': route(z.strictObject({ model: modelRefSchema, isFavourite: z.boolean() }), nothing),
};
