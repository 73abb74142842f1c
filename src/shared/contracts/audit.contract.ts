import { z } from 'zod';
import { auditAreas } from '../domain/audit-kinds';
import { auditRowSchema, auditVerdictSchema } from '../domain/audit';
import { nothing, route } from './route';

/** The log of what matters, chained by hashes. Windows only read it. */
export const auditRoutes = {
  /** Newest first. `next` is the place to go on from, null at the end. */
  'audit.list': route(
    z.strictObject({ area: z.enum(auditAreas).nullable(), before: z.number().int().nullable() }),
    z.strictObject({
      entries: z.array(auditRowSchema).readonly(),
      next: z.number().int().nullable(),
      total: z.number().int(),
    }),
  ),
  'audit.verify': route(nothing, auditVerdictSchema),
  /** Asks where, and writes all of it. Null when the person chose no place. */
  'audit.export': route(
    z.strictObject({ format: z.enum(['csv', 'json']) }),
    z.strictObject({ fileName: z.string(), entries: z.number().int() }).nullable(),
  ),
};
