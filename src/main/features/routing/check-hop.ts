import type { ModelInfo, ModelRef } from '#shared/domain/model';
import type { HopView } from '#shared/domain/routing';
import type { BudgetGate } from '#main/ports/budget-gate';
import type { ModelDirectory } from '#main/ports/model-directory';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { ProviderRepository } from '#main/ports/settings-repositories';

export interface HopPorts {
  readonly directory: Pick<ProviderDirectory, 'find'>;
  readonly models: Pick<ModelDirectory, 'describe'>;
  readonly repository: Pick<ProviderRepository, 'listModels'>;
  readonly budgets: BudgetGate;
}

/** Whether a model can be asked at all: it is there, it is on, and it has a key. Null: it can. */
export function whyNot(
  { directory, repository }: HopPorts,
  { providerId, modelId }: ModelRef,
): string | null {
  const provider = directory.find(providerId);
  if (provider === null) return 'Its provider is not there any more.';
  if (provider.kind === 'guide') return 'The Guide answers questions about Parley alone.';
  if (!provider.isEnabled) return `${provider.name} is switched off.`;
  if (!provider.isReady) return `${provider.name} needs a key.`;
  const listed = repository.listModels(providerId);
  const isListed = listed.length === 0 || listed.some(({ id }) => id === modelId);
  return isListed ? null : `${provider.name} does not list it: the name may be wrong.`;
}

/** What stands in the way of a fallback, always or for some messages. `base` is what it stands in for, if that is known. */
export async function checkHop(ports: HopPorts, model: ModelRef, base: ModelInfo | null): Promise<HopView> {
  const info = await ports.models.describe(model);
  const problems = [
    whyNot(ports, model),
    capabilityProblem(info, base),
    windowProblem(info, base),
    budgetProblem(ports, info),
  ];
  const { name, providerName } = info;
  return { model, name, providerName, problems: problems.filter((problem) => problem !== null) };
}

function capabilityProblem(hop: ModelInfo, base: ModelInfo | null): string | null {
  if (hop.makesImages === true && base?.makesImages !== true)
    return 'It draws pictures: only a model that draws falls back to it.';
  if (base?.makesImages === true && hop.makesImages !== true)
    return 'It does not draw, and is passed over when a picture is asked for.';
  return hop.supportsImages === false
    ? 'It cannot see images, and is passed over where there are some.'
    : null;
}

function windowProblem(hop: ModelInfo, base: ModelInfo | null): string | null {
  const [window, larger] = [hop.contextWindow, base?.contextWindow ?? null];
  return window !== null && larger !== null && window < larger
    ? `Its window is smaller, ${window.toLocaleString('en')} tokens: of a long conversation it is sent less.`
    : null;
}

function budgetProblem({ budgets }: HopPorts, hop: ModelInfo): string | null {
  const spender = { providerId: hop.ref.providerId, personaId: null };
  if (!budgets.counts(spender)) return null;
  const verdict = budgets.judge(spender, budgets.estimate(hop, 0, hop.pricing));
  return verdict.action === 'block' || verdict.action === 'ask' ? verdict.sentence : null;
}
