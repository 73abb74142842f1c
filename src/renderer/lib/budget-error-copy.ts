import type { AppErrorData, ErrorCode } from '#shared/errors/app-error';

type BudgetCode = Extract<ErrorCode, `budget.${string}`>;

/** Which budget, and how much of it is left, is known best where it was looked at. */
const sentence = ({ message }: AppErrorData): string =>
  message === '' ? 'This may pass a budget.' : message;

export const budgetErrorCopies = {
  'budget.blocked': {
    title: 'A budget is used up',
    sentence,
    actions: ['open-budgets', 'retry', 'choose-model'],
  },
  'budget.ask': {
    title: 'A budget wants you to be asked',
    sentence,
    actions: ['send-anyway', 'open-budgets', 'choose-model'],
  },
} as const satisfies Record<BudgetCode, object>;
