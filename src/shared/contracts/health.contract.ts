import { z } from 'zod';
import { healthRanges, healthReportSchema, healthSignSchema } from '../domain/health';
import { providerIdSchema } from '../domain/ids';
import { appErrorSchema } from '../errors/app-error';
import { nothing, route } from './route';

/** How providers and models do, from the ledger. */
export const healthRoutes = {
  'health.read': route(z.strictObject({ range: z.enum(healthRanges) }), healthReportSchema),
  /** The state of every provider that is ready, and of each model that was asked in the last 24 hours. */
  'health.signs': route(nothing, z.array(healthSignSchema).readonly()),
  /** Sends the light request that `health.read` describes; it is in the ledger like every other. */
  'health.check': route(
    z.strictObject({ providerId: providerIdSchema }),
    z.strictObject({ error: appErrorSchema.nullable(), tookMs: z.number() }),
  ),
};
