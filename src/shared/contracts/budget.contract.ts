import { z } from 'zod';
import { budgetStateSchema } from '../domain/budget';
import { nothing, route } from './route';

/** Budgets are a setting; here is how far they are used up. */
export const budgetRoutes = {
  'budget.list': route(nothing, z.array(budgetStateSchema).readonly()),
};
