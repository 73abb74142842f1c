import { z } from 'zod';
import { conversationIdSchema } from '../domain/ids';
import {
  usageDaySchema,
  usageDimensions,
  usageGroupSchema,
  usageRangeSchema,
  usageSumSchema,
} from '../domain/ledger';
import { route } from './route';

/** What was asked of models and what it cost, from the ledger. */
export const usageRoutes = {
  /** At most 200 groups, the most money first; what is beyond is in `others`. */
  'usage.read': route(
    z.strictObject({ range: usageRangeSchema, by: z.enum(usageDimensions) }),
    z.strictObject({
      total: usageSumSchema,
      days: z.array(usageDaySchema).readonly(),
      groups: z.array(usageGroupSchema).readonly(),
      others: z.strictObject({ groups: z.number().int(), sum: usageSumSchema }).nullable(),
    }),
  ),
  /** What a conversation has cost, and the branch of it that is shown. */
  'usage.ofConversation': route(
    z.strictObject({ conversationId: conversationIdSchema }),
    z.strictObject({ conversation: usageSumSchema, branch: usageSumSchema }),
  ),
  /** Asks where, and writes one line a request as CSV. Null when the person chose no place. */
  'usage.export': route(
    z.strictObject({ range: usageRangeSchema }),
    z.strictObject({ fileName: z.string(), requests: z.number().int() }).nullable(),
  ),
};
