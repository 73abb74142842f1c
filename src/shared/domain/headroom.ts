import { z } from 'zod';

export const headroomKinds = ['requests', 'tokens', 'input-tokens', 'output-tokens'] as const;
export type HeadroomKind = (typeof headroomKinds)[number];

/** What a provider still lets through before it answers 429, as its last answer said. */
export const headroomSchema = z.strictObject({
  of: z.enum(headroomKinds),
  remaining: z.number().nonnegative(),
  limit: z.number().nonnegative().nullable(),
  /** Epoch ms at which there is the whole of it again; null when it was not said. */
  resetsAt: z.number().nullable(),
});
export type Headroom = z.infer<typeof headroomSchema>;
