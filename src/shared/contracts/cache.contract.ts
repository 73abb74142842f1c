import { z } from 'zod';
import { nothing, route } from './route';

/** Answers that are kept to be used again. */
export const cacheRoutes = {
  'cache.size': route(
    nothing,
    z.strictObject({ answers: z.number().int().nonnegative(), bytes: z.number().int().nonnegative() }),
  ),
  'cache.clear': route(nothing, nothing),
};
