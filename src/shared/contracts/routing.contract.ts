import { z } from 'zod';
import { providerIdSchema } from '../domain/ids';
import { providerRoutingSchema, routingViewSchema } from '../domain/routing';
import { nothing, route } from './route';

export const routingRoutes = {
  /** How each provider is asked, and what stands in the way of its fallbacks now. */
  'routing.list': route(nothing, z.array(routingViewSchema).readonly()),
  'routing.save': route(
    z.strictObject({ providerId: providerIdSchema, routing: providerRoutingSchema }),
    routingViewSchema,
  ),
};
