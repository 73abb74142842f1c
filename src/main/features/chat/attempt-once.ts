import { AppError } from '#shared/errors/app-error';
import { attemptIdSchema, type AttemptId } from '#shared/domain/ids';
import type { StreamPart, TurnEnd } from '#shared/domain/stream-part';
import { chargeFor } from '#shared/domain/usage';
import type { Passage, RatePlace } from '#main/ports/attempt-gate';
import type { ChatProvider, ChatRequest } from '#main/ports/chat-provider';
import type { OpenAttempt, SettleAttempt } from '#main/ports/turn-repository';
import { cancelledEnd, thrownEnd } from '#main/streaming/attempt-tracker';
import type { OpenWay } from '#main/streaming/open-ways';
import { tokensOf } from '#main/streaming/through-gate';
import { admitAttempt, countRequest, estimateAttempt, pricedFor } from './admit-attempt';
import { loadTokenCounter } from './count-tokens';
import type { PreparedTurn } from './prepare-turn';
import { recordExchange } from './record-exchange';
import { findAnswer, keepAnswer } from './reuse-answer';
import { remedyFor } from './route-turn';
import { beforeAnswer, sayOnce, type TurnInHand } from './turn-in-hand';

export interface AttemptOptions {
  /** The answer so far is sent along, to be taken up. */
  readonly isResumed: boolean;
  /** A person wants it tried, also where requests rest. */
  readonly isTry: boolean;
  /** Called before the first part of an answer. */
  readonly onAnswer: () => void;
}

export interface AttemptEnd {
  readonly end: TurnEnd;
  /** Its row, still open; null when nothing was sent. */
  readonly attempt: SettleAttempt | null;
}

interface SentRequest {
  readonly stream: AsyncIterable<StreamPart>;
  readonly passage: Passage | null;
  readonly place: RatePlace | null;
  /** The row of an answer that is used again: nothing is asked, so it is written with its end. */
  readonly opening: OpenAttempt | null;
}

/**
 * One request to one model with one key, with its row in the ledger. What keeps it from being sent and may be mended by
 * another key or model is its end; other AppErrors are thrown.
 */
export async function attemptOnce(
  turn: TurnInHand,
  unpriced: PreparedTurn,
  way: OpenWay,
  options: AttemptOptions,
): Promise<AttemptEnd> {
  const { ports, live } = turn;
  const asked = await unpriced.request(options.isResumed ? live.requestParts() : []);
  const prepared = pricedFor(unpriced, asked);
  const id = attemptIdSchema.parse(ports.newId());
  const connect: { ms: number | null } = { ms: null };
  let sent: SentRequest | null;
  try {
    sent = await sendRequest(turn, prepared, way, { ...options, id, asked, connect });
  } catch (error) {
    if (!(error instanceof AppError) || remedyFor(error.data) === null) throw error;
    return { end: thrownEnd(error), attempt: null };
  }
  if (sent === null) return { end: cancelledEnd, attempt: null };
  const report = await live.consume(beforeAnswer(sent.stream, options.onAnswer));
  const { end, usage, answeredBy, requestId, images, firstTokenMs, totalMs } = report;
  sent.passage?.close(end, live.hasAttemptContent());
  sent.place?.count(tokensOf(usage));
  const { opening } = sent;
  const charge =
    opening === null ? chargeFor(usage, images, prepared.pricing) : { opening, cost: 0, price: null };
  const times = { connectMs: connect.ms, firstTokenMs, totalMs };
  const { outcome, error } = end;
  return { end, attempt: { id, outcome, error, answeredBy, requestId, usage, images, ...charge, ...times } };
}

interface Sending extends AttemptOptions {
  readonly id: AttemptId;
  readonly asked: ChatRequest;
  readonly connect: { ms: number | null };
}

/** An answer that is kept, or the request itself. Null: it was stopped while it waited for its turn. */
async function sendRequest(
  turn: TurnInHand,
  prepared: PreparedTurn,
  way: OpenWay,
  sending: Sending,
): Promise<SentRequest | null> {
  const { ports, plan, live } = turn;
  const { asked, id } = sending;
  const key = sending.isResumed ? null : prepared.cacheKey(asked);
  const reused = key === null || plan.asksAnew ? null : await findAnswer(ports, key);
  if (reused !== null) {
    const opening = { ...openingOf(turn, prepared), id, cachedAt: reused.createdAt };
    live.addNotice('answer.reused', reused.notice);
    return { stream: reused.stream, passage: null, place: null, opening };
  }
  const reserved = await estimateAttempt(ports, prepared, asked);
  const place = await takePlace(turn, prepared, asked);
  if (place === null) return null;
  const passage = admit(turn, prepared, way, sending, { place, reserved });
  const stream = requestStream(turn, prepared, way.provider, sending);
  const kept = key === null ? stream : keepAnswer(ports, key, plan.answerId, stream);
  return { stream: kept, passage, place, opening: null };
}

/** Breakers, budgets, the row: one step, with the request right behind it. What was taken is given back when one says no. */
function admit(
  turn: TurnInHand,
  prepared: PreparedTurn,
  way: OpenWay,
  { id, isTry }: Sending,
  { place, reserved }: { readonly place: RatePlace; readonly reserved: number | null },
): Passage {
  const { ports, plan, said } = turn;
  const tellBudget = {
    addNotice: (code: string, text: string) => sayOnce(turn, [{ code, text }]),
  };
  let passage: Passage | null = null;
  try {
    passage = ports.gate.enter(way, isTry);
    admitAttempt(ports, prepared, reserved, { ...plan, said }, tellBudget);
    ports.turns.openAttempt({ ...openingOf(turn, prepared), id, pricing: prepared.pricing, reserved });
    return passage;
  } catch (error) {
    passage?.cancel();
    place.giveBack();
    throw error;
  }
}

async function takePlace(
  { ports, live }: TurnInHand,
  { model }: PreparedTurn,
  asked: ChatRequest,
): Promise<RatePlace | null> {
  const { providerId } = model.ref;
  const tokens = ports.gate.countsTokens(providerId) ? countRequest(asked, await loadTokenCounter()) : 0;
  const place = await ports.gate.takePlace({ providerId, tokens, isTurn: true }, live.signal, (text) =>
    live.setWaiting(text),
  );
  live.setWaiting(null);
  return place;
}

function requestStream(
  { ports, plan, live }: TurnInHand,
  { sentImages }: PreparedTurn,
  provider: ChatProvider,
  { id, asked, connect }: Sending,
): AsyncIterable<StreamPart> {
  const row = { attemptId: id, messageId: plan.answerId };
  return provider.stream(
    asked,
    live.signal,
    (exchange) => void recordExchange(ports, row, exchange, sentImages),
    ({ connectMs }) => (connect.ms = connectMs),
  );
}

const openingOf = ({ ports, plan }: TurnInHand, { model, personaId }: PreparedTurn) => ({
  answerId: plan.answerId,
  model: model.ref,
  modelName: model.name,
  startedAt: ports.clock.now(),
  personaId,
});
