import { z } from 'zod';
import { errorCodes, errorReasons } from '../errors/app-error';

/** A failure as the ledger keeps it: without a word of what was said. */
export const lastFailureSchema = z.strictObject({
  /** Epoch ms. */
  at: z.number(),
  code: z.enum(errorCodes),
  reason: z.enum(errorReasons).nullable(),
  status: z.number().int().nullable(),
});
export type LastFailure = z.infer<typeof lastFailureSchema>;
