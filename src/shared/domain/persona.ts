import { z } from 'zod';
import { personaIdSchema } from './ids';
import { modelRefSchema } from './model';

export const personaDraftSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  description: z.string().max(300),
  /** Sent as the system instructions of every request. */
  instructions: z.string().max(100_000),
  model: modelRefSchema.nullable(),
  /** Sampling temperature from 0 to 2; null leaves it to the provider. */
  temperature: z.number().min(0).max(2).nullable(),
  starters: z.array(z.string().max(500)).max(8).readonly(),
  /** The very same question is answered by what was answered to it before, while that is kept. */
  reusesAnswers: z.boolean(),
});
export type PersonaDraft = z.infer<typeof personaDraftSchema>;

export const personaSchema = personaDraftSchema.extend({
  id: personaIdSchema,
  isBundled: z.boolean(),
  updatedAt: z.number(),
});
/** A named way to answer. */
export type Persona = z.infer<typeof personaSchema>;
