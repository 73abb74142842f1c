import { z } from 'zod';
import { breakerRefSchema, breakerViewSchema } from '../domain/breaker';
import { nothing, route } from './route';

export const breakerRoutes = {
  /** Breakers that are open or half-open, and closed ones that count failures. */
  'health.breakers': route(nothing, z.array(breakerViewSchema).readonly()),
  /** Lets one request through an open breaker. */
  'health.tryBreaker': route(breakerRefSchema, nothing),
};
