import type { Budget } from '#shared/domain/budget';

export const periodNames: Readonly<Record<Budget['period'], string>> = {
  day: 'Each day',
  month: 'Each month',
};

export const actionNames: Readonly<Record<Budget['action'], string>> = {
  warn: 'Send and say so',
  ask: 'Ask first',
  block: 'Do not send',
};
