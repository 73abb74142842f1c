import type { Budget, BudgetState } from '#shared/domain/budget';
import { formatMoney } from '#shared/domain/money';
import { estimateNanos, estimatePicture } from '#shared/domain/usage';
import type { BudgetGate, BudgetVerdict, Spender } from '#main/ports/budget-gate';
import type { Clock } from '#main/ports/clock';
import type { Logger } from '#main/ports/logger';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { PersonaRepository, SettingsRepository } from '#main/ports/settings-repositories';
import type { Spending, UsageRepository } from '#main/ports/usage-repository';
import { explain, nameBudget } from './budget-words';

export interface BudgetPorts {
  readonly usage: Pick<UsageRepository, 'spending' | 'longestAnswer'>;
  readonly settings: Pick<SettingsRepository, 'read'>;
  readonly directory: Pick<ProviderDirectory, 'find'>;
  readonly personas: Pick<PersonaRepository, 'find'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Tells a person, wherever they are in Parley. */
  readonly tell: (text: string) => void;
}

export interface BudgetsFeature extends BudgetGate {
  list(): readonly BudgetState[];
}

/** An answer is taken to be this long at least, in tokens. */
const shortestAnswer = 1_000;
/** A large picture of the models that take the most for one. */
const pictureTokens = 6_300;
/** Shares of a budget at which a person is told. */
const marks = [1, 0.8] as const;

const severity = { block: 3, ask: 2, warn: 1, go: 0 } as const;

export function createBudgets(ports: BudgetPorts): BudgetsFeature {
  const { usage, settings, clock } = ports;
  /** The highest mark that was reached when it was last looked at, by budget, limit and period. */
  const reached = new Map<string, number>();

  const spendingOf = ({ period, providerId, personaId }: Budget): Spending =>
    usage.spending({ from: periodStart(period, clock.now()), providerId, personaId });
  const counting = ({ providerId, personaId }: Spender): readonly Budget[] =>
    settings
      .read()
      .budgets.filter(
        (budget) =>
          (budget.providerId === null || budget.providerId === providerId) &&
          (budget.personaId === null || budget.personaId === personaId),
      );
  const name = (budget: Budget): string => nameBudget(budget, whoseName(ports, budget));
  const keyOf = ({ id, nanos, period }: Budget): string =>
    `${id} ${nanos} ${periodStart(period, clock.now())}`;
  const markOf = (budget: Budget, { settled }: Spending): number =>
    marks.find((mark) => settled >= mark * budget.nanos) ?? 0;

  return {
    counts: (spender) => counting(spender).length > 0,
    estimate: estimateWith(usage),
    judge(spender, nanos) {
      let verdict: BudgetVerdict = { action: 'go' };
      for (const budget of counting(spender)) {
        const spending = spendingOf(budget);
        const key = keyOf(budget);
        // What was reached before this start, or under another limit, is no news.
        if (!reached.has(key)) reached.set(key, markOf(budget, spending));
        const spent = spending.settled + spending.reserved;
        if (nanos === null || nanos === 0 || spent + nanos <= budget.nanos) continue;
        if (severity[budget.action] <= severity[verdict.action]) continue;
        verdict = { action: budget.action, sentence: explain(name(budget), spent, nanos) };
      }
      return verdict;
    },
    noteSettled() {
      try {
        for (const budget of settings.read().budgets) {
          const before = reached.get(keyOf(budget));
          if (before === undefined) continue;
          const spending = spendingOf(budget);
          const mark = markOf(budget, spending);
          if (mark <= before) continue;
          reached.set(keyOf(budget), mark);
          ports.tell(alertOf(name(budget), mark, spending.settled));
        }
      } catch (error) {
        ports.logger.warn('Budgets could not be looked at', { reason: String(error) });
      }
    },
    list: () =>
      settings.read().budgets.map((budget) => {
        const { settled, reserved } = spendingOf(budget);
        return { budget, spent: settled, reserved };
      }),
  };
}

/** An answer is as long as the longest of lately. */
const estimateWith =
  (usage: BudgetPorts['usage']): BudgetGate['estimate'] =>
  ({ ref, outputLimit, makesImages }, inputTokens, pricing) => {
    const shortest = makesImages === true ? pictureTokens : shortestAnswer;
    const longest = Math.max(shortest, usage.longestAnswer(ref.providerId, ref.modelId) ?? 0);
    const estimate = makesImages === true ? estimatePicture : estimateNanos;
    return estimate(inputTokens, Math.min(longest, outputLimit ?? longest), pricing);
  };

function whoseName(
  { directory, personas }: Pick<BudgetPorts, 'directory' | 'personas'>,
  { providerId, personaId }: Budget,
): string | null {
  if (providerId !== null) return directory.find(providerId)?.name ?? providerId;
  return personaId === null ? null : (personas.find(personaId)?.name ?? 'a deleted persona');
}

/** Local midnight of this day, or of the first of this month. */
function periodStart(period: Budget['period'], now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), period === 'day' ? date.getDate() : 1).getTime();
}

const alertOf = (name: string, mark: number, spent: number): string =>
  mark >= 1
    ? `The ${name} is used up: ${formatMoney(spent)} is spent.`
    : `80% of the ${name} is used: ${formatMoney(spent)} is spent.`;
