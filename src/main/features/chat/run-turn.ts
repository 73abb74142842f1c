import { AppError, type AppErrorData } from '#shared/errors/app-error';
import { fallbackChain } from '#shared/domain/fallback-chain';
import { isAuto } from '#shared/domain/auto-model';
import { sameModel, type ModelInfo, type ModelRef } from '#shared/domain/model';
import type { TurnControls, TurnVerdict } from '#main/streaming/live-turn';
import { askModel, closeAttempt, unsent, type Hop, type HopEnd } from './ask-model';
import type { ChatPorts } from './chat-ports';
import { chooseModel } from './choose-model';
import { answeredInstead, askedInstead, noneAnswered, type MissedHop } from './hop-words';
import { whyUnfit } from './judge-hop';
import { readContext, type TurnPlan } from './prepare-turn';
import { resolveAuto } from './resolve-auto';
import { sayOnce, type TurnInHand } from './turn-in-hand';

/** Of what “Auto” found, so many more are asked. */
const mostOthers = 3;

/**
 * Asks until there is an answer, a failure that nothing mends, or Stop: the chosen model, and where it gives nothing its
 * fallbacks in their order. Every request is a row of the ledger.
 */
export async function runTurn(ports: ChatPorts, plan: TurnPlan, live: TurnControls): Promise<TurnVerdict> {
  try {
    const context = readContext(ports, plan);
    return await askInOrder({ ports, plan, live, context, said: new Set(plan.said) });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return unsent({ live }, error.data);
  }
}

async function askInOrder(turn: TurnInHand): Promise<TurnVerdict> {
  const { ports, plan, live } = turn;
  const { conversation, persona } = turn.context;
  const wanted = await chooseModel(ports, {
    asked: plan.askedModel,
    conversation: conversation.model,
    persona,
  });
  const { model: chosen, others, reason } = await resolveAuto(ports, wanted, turn.context.branch);
  const chain = fallbacksOf(turn, chosen, others);
  const base = await ports.models.describe(chosen);
  const missed: MissedHop[] = [];
  let failure: Extract<HopEnd, { readonly type: 'missed' }> | null = null;
  let last: TurnVerdict | null = null;
  for (const [place, ref] of [chosen, ...chain].entries()) {
    const isFallback = place > 0;
    const model = isFallback ? await ports.models.describe(ref) : base;
    const end = await askNext(turn, base, missed, failure?.error ?? null, {
      model,
      isFallback,
      reason,
      hasNext: chain.slice(place).some((next) => ports.providers.find(next.providerId)?.isReady === true),
    });
    if (end.type === 'ended') return end.verdict;
    missed.push(end.type === 'unfit' ? { name: model.name, unfit: end.why } : { ...end, name: model.name });
    if (end.type === 'unfit') continue;
    failure ??= end;
    last = end.verdict;
    if (live.signal.aborted || place === chain.length) break;
    if (!closeAttempt(ports, end.verdict.attempt)) return end.verdict;
    last = { ...end.verdict, attempt: null };
    live.dropAttempt();
  }
  if (failure === null || last === null) throw new Error('No model was asked.');
  return allMissed(turn, base, failure, last, missed.slice(1));
}

/**
 * What a turn falls back to: what else “Auto” found, then the chain of the chosen model's provider. Nothing where a model
 * was asked for by name, or where an answer goes on that was begun.
 */
function fallbacksOf(
  { ports, plan }: TurnInHand,
  chosen: ModelRef,
  others: readonly ModelRef[],
): readonly ModelRef[] {
  if (plan.isContinuation || (plan.askedModel !== null && !isAuto(plan.askedModel))) return [];
  const chain = fallbackChain(ports.settings.read().routing, ports.providers.environmentFallbacks, chosen);
  const next = others.slice(0, mostOthers);
  return [...next, ...chain.filter((ref) => next.every((other) => !sameModel(other, ref)))];
}

async function askNext(
  turn: TurnInHand,
  base: ModelInfo,
  missed: readonly MissedHop[],
  failure: AppErrorData | null,
  hop: Omit<Hop, 'onAnswer'>,
): Promise<HopEnd> {
  const { model, isFallback } = hop;
  const why = isFallback ? whyUnfit(model, base, turn.context.branch, failure) : null;
  if (why !== null) return { type: 'unfit', why };
  let hasBegun = false;
  const say = (text: string): void => {
    if (isFallback && !hasBegun) {
      if (hop.reason !== null) sayOnce(turn, [{ code: 'model.auto', text: hop.reason }]);
      turn.live.addNotice('model.fallback', text);
    }
    hasBegun = true;
  };
  const end = await askModel(turn, {
    ...hop,
    // It is that of the model that did not answer, and is said before what became of it.
    reason: isFallback ? null : hop.reason,
    onAnswer: () => say(answeredInstead(model.name, missed)),
  });
  // It declined, or was filtered: it was asked all the same.
  if (end.type === 'ended' && end.verdict.error !== null) say(askedInstead(model.name, missed));
  return end;
}

/** The failure of the chosen model is what a person can act on; what the others did is said beside it. */
function allMissed(
  { live }: TurnInHand,
  base: ModelInfo,
  { error }: Extract<HopEnd, { readonly type: 'missed' }>,
  last: TurnVerdict,
  fallbacks: readonly MissedHop[],
): TurnVerdict {
  const said = noneAnswered(fallbacks);
  if (said === null) return last;
  live.addNotice('model.no-fallback', said);
  return { ...last, error: { ...error, providerId: error.providerId ?? base.ref.providerId } };
}
