import { appError, AppError } from '#shared/errors/app-error';
import type { PersonaId } from '#shared/domain/ids';
import { isAuto } from '#shared/domain/auto-model';
import type { ModelInfo, Pricing } from '#shared/domain/model';
import { withPictures } from '#shared/domain/pricing';
import { freeOfCharge } from '#shared/domain/usage';
import type { ParsedInputOf, OutputOf } from '#shared/contracts/index';
import type { BudgetGate } from '#main/ports/budget-gate';
import type { ChatRequest } from '#main/ports/chat-provider';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { TurnControls } from '#main/streaming/live-turn';
import type { ChatPorts } from './chat-ports';
import { chooseModel, choosePersona } from './choose-model';
import { countPictures, loadTokenCounter, messageOverhead, type CountText } from './count-tokens';
import { measureContext } from './measure-context';
import { resolveAuto } from './resolve-auto';
import { selectContext } from './select-context';

/** What an image takes, whose size is not known here. */
const imageTokens = 1_600;

/** What it costs today: the Guide runs in Parley itself. */
export const pricingOf = (
  providers: Pick<ProviderDirectory, 'find'>,
  { ref, pricing }: Pick<ModelInfo, 'ref' | 'pricing'>,
): Pricing | null => (providers.find(ref.providerId)?.kind === 'guide' ? freeOfCharge : pricing);

/** Tokens of all that is sent, in the request's own order. */
export function countRequest({ instructions, messages }: ChatRequest, count: CountText): number {
  let tokens = instructions === null ? 0 : count(instructions);
  for (const { parts } of messages) {
    tokens += messageOverhead;
    for (const part of parts) {
      if (part.type === 'image') tokens += imageTokens;
      else tokens += part.type === 'opaque' ? 0 : count(part.text);
    }
  }
  return tokens;
}

/** What a request costs by the model's price, with the pictures that it sends. */
export function pricedFor<T extends { readonly pricing: Pricing | null }>(
  prepared: T,
  { messages }: ChatRequest,
): T {
  return { ...prepared, pricing: withPictures(prepared.pricing, countPictures(messages)) };
}

interface Attempt {
  readonly model: ModelInfo;
  readonly personaId: PersonaId | null;
  readonly pricing: Pricing | null;
}

/** What a request may cost, for the budgets that count it; null when none does, or its price is unknown. */
export async function estimateAttempt(
  { budgets }: { readonly budgets: BudgetGate },
  { model, personaId, pricing }: Attempt,
  request: ChatRequest,
): Promise<number | null> {
  if (!budgets.counts({ providerId: model.ref.providerId, personaId })) return null;
  return budgets.estimate(model, countRequest(request, await loadTokenCounter()), pricing);
}

/** To be followed at once by opening the attempt. Throws `budget.blocked`, and `budget.ask` when nobody has said yes. */
export function admitAttempt(
  { budgets }: { readonly budgets: BudgetGate },
  { model, personaId }: Attempt,
  estimate: number | null,
  plan: { readonly allowsOverBudget: boolean; readonly said: ReadonlySet<string> },
  live: Pick<TurnControls, 'addNotice'>,
): void {
  const verdict = budgets.judge({ providerId: model.ref.providerId, personaId }, estimate);
  if (verdict.action === 'go') return;
  if (verdict.action === 'block') throw new AppError(appError('budget.blocked', verdict.sentence));
  if (verdict.action === 'ask' && !plan.allowsOverBudget) {
    throw new AppError(appError('budget.ask', verdict.sentence));
  }
  if (!plan.said.has('budget.passed')) live.addNotice('budget.passed', verdict.sentence);
}

/** What a person is to be asked before a message is sent; null when nothing. The attempt itself is asked again. */
export async function askBudget(
  ports: ChatPorts,
  input: ParsedInputOf<'chat.askBudget'>,
): Promise<OutputOf<'chat.askBudget'>> {
  const { conversationId, text } = input;
  const conversation = ports.conversations.find(conversationId);
  const persona = choosePersona(ports, input.personaId ?? conversation?.personaId ?? null);
  const chosen = await chooseModel(ports, {
    asked: input.model,
    conversation: conversation?.model ?? null,
    persona,
  });
  const headId = conversation?.headId ?? null;
  const branch =
    headId === null || !isAuto(chosen) ? [] : selectContext(ports.conversations.readBranch(headId));
  const { model: ref } = await resolveAuto(ports, chosen, branch);
  const spender = { providerId: ref.providerId, personaId: persona?.id ?? null };
  if (!ports.budgets.counts(spender)) return null;
  const model = await ports.models.describe(ref);
  const { instructionTokens, messageTokens } = await measureContext(ports, input);
  const count = await loadTokenCounter();
  const tokens = instructionTokens + messageTokens + count(text) + messageOverhead;
  const nanos = ports.budgets.estimate(model, tokens, pricingOf(ports.providers, model));
  const verdict = ports.budgets.judge(spender, nanos);
  return verdict.action === 'ask' ? { sentence: verdict.sentence } : null;
}
