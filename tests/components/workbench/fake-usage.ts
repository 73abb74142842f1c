import type { OutputOf } from '#shared/contracts/index';
import { emptySum } from '#shared/domain/add-sums';
import type { Budget } from '#shared/domain/budget';
import type { UsageDimension, UsageRange, UsageSum } from '#shared/domain/ledger';

type Usage = OutputOf<'usage.read'>;

export const usageSum = (sum: Partial<UsageSum> = {}): UsageSum => ({
  ...emptySum,
  ...sum,
});

const groups: Partial<Record<UsageDimension, Usage['groups']>> = {
  model: [
    {
      key: 'openai/gpt-6',
      name: 'GPT-6',
      sum: usageSum({ requests: 9, input: 12_000, output: 900, nanos: 1.5e9 }),
    },
    { key: 'home/llama', name: 'Llama', sum: usageSum({ requests: 3, input: 500, output: 80, unpriced: 3 }) },
  ],
  conversation: [
    { key: 'a', name: 'Rye bread', sum: usageSum({ requests: 8, nanos: 1e9 }) },
    { key: 'b', name: null, sum: usageSum({ requests: 3, unpriced: 3 }) },
    { key: '', name: null, sum: usageSum({ requests: 1, nanos: 0.5e9 }) },
  ],
};

const dayOf = (now: Date): string =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');

/** A ledger in the page: some requests of today, none at all, or only of before. */
export class FakeUsage {
  hasRequests = true;
  /** What a person is asked before a message is sent. */
  question: string | null = null;
  /** Answers that are kept to be used again. */
  cached: OutputOf<'cache.size'> = { answers: 3, bytes: 12_000 };
  readonly budgets: () => readonly Budget[];

  constructor(budgets: () => readonly Budget[]) {
    this.budgets = budgets;
  }

  /** Undefined: not one of its routes. */
  answer(route: string, raw: unknown): unknown {
    switch (route) {
      case 'usage.read': {
        const { by } = raw as { by: UsageDimension; range: UsageRange };
        return this.#read(by);
      }
      case 'usage.ofConversation': {
        const sum = usageSum(this.hasRequests ? { requests: 2, nanos: 12_000_000 } : {});
        return { conversation: sum, branch: { ...sum, nanos: sum.nanos / 2 } };
      }
      case 'budget.list':
        return this.budgets().map((budget) => ({ budget, spent: 0.9 * budget.nanos, reserved: 0 }));
      case 'chat.askBudget':
        return this.question === null ? null : { sentence: this.question };
      case 'cache.size':
        return this.cached;
      case 'cache.clear':
        this.cached = { answers: 0, bytes: 0 };
        return null;
      case 'usage.export':
        return { fileName: 'Parley usage.csv', requests: 12 };
      default:
        return undefined;
    }
  }

  #read(by: UsageDimension): Usage {
    if (!this.hasRequests) return { total: usageSum(), days: [], groups: [], others: null };
    const total = usageSum({
      requests: 12,
      failed: 1,
      input: 12_500,
      output: 980,
      cachedInput: 4_000,
      nanos: 1.5e9,
      unpriced: 3,
    });
    const days = [{ day: dayOf(new Date()), sum: total }];
    return { total, days, groups: groups[by] ?? [{ key: '', name: null, sum: total }], others: null };
  }
}
