import { z } from 'zod';
import { personaIdSchema, providerIdSchema } from './ids';

/** A limit on money over a period, and what happens before a request that may pass it. */
export const budgetSchema = z.strictObject({
  id: z.uuid(),
  period: z.enum(['day', 'month']),
  /** What it counts; both null: everything. */
  providerId: providerIdSchema.nullable(),
  personaId: personaIdSchema.nullable(),
  /** The limit in whole nano-dollars. */
  nanos: z.number().int().positive().max(9_000_000_000_000_000),
  /** `warn` goes on and says so, `ask` goes on only when a person says so, `block` does not go on. */
  action: z.enum(['warn', 'ask', 'block']),
});
export type Budget = z.infer<typeof budgetSchema>;

/** How far a budget is used up in its period that runs; whole nano-dollars. */
export const budgetStateSchema = z.strictObject({
  budget: budgetSchema,
  spent: z.number().int().nonnegative(),
  /** Set aside for requests that run. */
  reserved: z.number().int().nonnegative(),
});
export type BudgetState = z.infer<typeof budgetStateSchema>;
