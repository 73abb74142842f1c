import { z } from 'zod';
import { conversationIdSchema } from '../domain/ids';
import { findAnswerSchema, searchAnswerSchema, searchRequestSchema } from '../domain/search';
import { route } from './route';

export const searchRoutes = {
  /** Over every branch of every conversation that is not in the trash. Answers within some 50 ms what it has found by then. */
  'search.query': route(searchRequestSchema, searchAnswerSchema),
  /** Counts a text as it stands, without case and accents, in every message of the active branch. */
  'search.find': route(
    z.strictObject({ conversationId: conversationIdSchema, text: z.string().max(1000) }),
    findAnswerSchema,
  ),
};
