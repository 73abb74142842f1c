import type { BudgetsFeature } from '#main/features/budgets/create-budgets';
import type { Handlers } from '../handlers';

export const budgetHandlers = (budgets: BudgetsFeature) =>
  ({ 'budget.list': () => budgets.list() }) satisfies Partial<Handlers>;
