import type { Budget } from '#shared/domain/budget';
import { dollarsOf, nanosOf } from '#shared/domain/money';

export interface BudgetDraft {
  readonly id: string;
  /** US dollars, as written. */
  readonly amount: string;
  readonly period: Budget['period'];
  /** ``, `provider:ID` or `persona:ID`. */
  readonly scope: string;
  readonly action: Budget['action'];
}

export const newDraft = (): BudgetDraft => ({
  id: crypto.randomUUID(),
  amount: '',
  period: 'month',
  scope: '',
  action: 'ask',
});

export const scopeOf = ({ providerId, personaId }: Budget): string => {
  if (providerId !== null) return `provider:${providerId}`;
  return personaId === null ? '' : `persona:${personaId}`;
};

export const draftOf = (budget: Budget): BudgetDraft => ({
  id: budget.id,
  amount: String(dollarsOf(budget.nanos)),
  period: budget.period,
  scope: scopeOf(budget),
  action: budget.action,
});

/** Null: what is written is no amount of money. A comma is read as a point. */
export function amountOf(text: string): number | null {
  const bare = text
    .trim()
    .replace(/^\$\s*/, '')
    .replace(',', '.');
  if (!/^\d{1,6}(\.\d{1,6})?$/.test(bare)) return null;
  const nanos = nanosOf(Number(bare));
  return nanos > 0 ? nanos : null;
}
