import type { Budget } from '#shared/domain/budget';
import { formatMoney } from '#shared/domain/money';

/** `daily budget of $5.00 for OpenAI` */
export function nameBudget({ period, nanos }: Budget, whose: string | null): string {
  const name = `${period === 'day' ? 'daily' : 'monthly'} budget of ${formatMoney(nanos)}`;
  return whose === null ? name : `${name} for ${whose}`;
}

/** Why a request is held up, or what it has done. */
export const explain = (name: string, spent: number, nanos: number): string =>
  `This may pass the ${name}: ${formatMoney(spent)} is spent or set aside, and this request may cost up to ${formatMoney(nanos)}.`;
