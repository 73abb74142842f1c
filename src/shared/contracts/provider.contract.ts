import { z } from 'zod';
import { providerIdSchema } from '../domain/ids';
import { localServerSchema, providerViewSchema } from '../domain/provider';
import { keyText } from './key.contract';
import { nothing, route } from './route';

const byId = z.strictObject({ providerId: providerIdSchema });
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
  /** A base URL of another origin detaches the keys until each is confirmed for it (`key.rebind`). */
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
  /** Looks at the servers on this computer that were added; what changed is told by `providers.changed`. */
  'provider.watchLocal': route(nothing, nothing),
  'provider.addLocal': route(byId, providerViewSchema),
};
