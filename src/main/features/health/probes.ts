import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import type { OutputOf } from '#shared/contracts/index';
import { listOfModels, type ProbeOffer } from '#shared/domain/health';
import { attemptIdSchema, type ProviderId } from '#shared/domain/ids';
import type { ModelInfo } from '#shared/domain/model';
import type { StreamPart } from '#shared/domain/stream-part';
import { estimateNanos, freeOfCharge, noUsage } from '#shared/domain/usage';
import type { BreakerBoard } from '#main/ports/breaker-board';
import type { BudgetGate } from '#main/ports/budget-gate';
import type { ChatProvider, ChatRequest } from '#main/ports/chat-provider';
import type { NewId } from '#main/ports/identity';
import type { LedgerOpening } from '#main/ports/ledger';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import { metered, type MeterPorts } from '#main/streaming/metered';

export interface ProbePorts extends MeterPorts {
  readonly directory: ProviderDirectory;
  readonly budgets: BudgetGate;
  readonly breakers: Pick<BreakerBoard, 'list' | 'reset'>;
  readonly listModels: () => Promise<readonly ModelInfo[]>;
  readonly newId: NewId;
  /** A request of it has ended. */
  readonly onEnded: (id: ProviderId) => void;
}

export interface Probes {
  /** What a check sends, and what it costs at most. */
  offer(id: ProviderId): Promise<ProbeOffer>;
  /** Sends it; its failure is an answer. Throws `provider.*`, `secret.*`, `budget.*`, `storage.*`: then nothing was sent. */
  check(id: ProviderId, signal?: AbortSignal): Promise<OutputOf<'health.check'>>;
}

/** Its question and its longest answer, in tokens: the shortest that OpenAI takes. */
const tokensIn = 20;
const tokensOut = 16;

export function createProbes(ports: ProbePorts): Probes {
  const { directory, clock } = ports;
  return {
    async offer(id) {
      const model = await cheapestOf(ports, id);
      return {
        kind: model === null ? 'list' : 'request',
        modelName: model?.name ?? null,
        nanos: estimateNanos(tokensIn, tokensOut, model?.pricing ?? freeOfCharge) ?? 0,
      };
    },
    async check(id, signal = new AbortController().signal) {
      const provider = directory.open(id);
      const model = await cheapestOf(ports, id);
      const opening = openingOf(ports, id, model);
      admit(ports, opening);
      const startedAt = clock.monotonic();
      const error = await lastError(
        metered(ports, opening, (onAnswer) =>
          model === null
            ? listing(provider, signal)
            : provider.stream(requestTo(model), signal, undefined, onAnswer),
        ),
      );
      // It answers again: what waits for its breaker need not wait on.
      if (error === null) reopen(ports, id);
      ports.onEnded(id);
      return { error, tookMs: clock.monotonic() - startedAt };
    },
  };
}

/** The model of a provider that costs least and writes text; null where no price is known: there a list is asked for. */
async function cheapestOf({ listModels }: ProbePorts, id: ProviderId): Promise<ModelInfo | null> {
  const costOf = ({ pricing }: ModelInfo): number => estimateNanos(tokensIn, tokensOut, pricing) ?? Infinity;
  const priced = (await listModels())
    .filter(({ ref }) => ref.providerId === id)
    .filter(({ makesImages, deprecated }) => makesImages !== true && !deprecated)
    // What writes nothing (embeddings) has no price for it.
    .filter(({ pricing }) => (pricing?.output ?? 0) > 0)
    .sort((a, b) => costOf(a) - costOf(b));
  return priced[0] ?? null;
}

function openingOf(
  { newId, budgets }: ProbePorts,
  providerId: ProviderId,
  model: ModelInfo | null,
): Omit<LedgerOpening, 'startedAt'> {
  const counts = budgets.counts({ providerId, personaId: null });
  return {
    id: attemptIdSchema.parse(newId()),
    purpose: 'probe',
    model: model?.ref ?? { providerId, modelId: listOfModels.modelId },
    modelName: model?.name ?? listOfModels.modelName,
    personaId: null,
    conversationId: null,
    pricing: model?.pricing ?? freeOfCharge,
    reserved: counts && model !== null ? estimateNanos(tokensIn, tokensOut, model.pricing) : null,
  };
}

/** A check is not worth a question: where a budget would ask, it is left. */
function admit(
  { budgets }: ProbePorts,
  { model, reserved }: Pick<LedgerOpening, 'model' | 'reserved'>,
): void {
  if (reserved === null) return;
  const verdict = budgets.judge({ providerId: model.providerId, personaId: null }, reserved);
  if (verdict.action === 'go' || verdict.action === 'warn') return;
  throw new AppError(appError('budget.blocked', verdict.sentence));
}

const requestTo = ({ ref }: ModelInfo): ChatRequest => ({
  modelId: ref.modelId,
  instructions: null,
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Answer with the word OK.', state: null }] }],
  maxOutputTokens: tokensOut,
  temperature: null,
  makesImages: false,
  supportsThinking: false,
  thinkingEffort: null,
});

async function* listing(provider: ChatProvider, signal: AbortSignal): AsyncGenerator<StreamPart, void> {
  const result = await provider.listModels(signal);
  if (result.ok) yield { type: 'usage', usage: { ...noUsage, input: 0, output: 0 } };
  yield result.ok
    ? { type: 'turn-end', outcome: 'complete', error: null }
    : {
        type: 'turn-end',
        outcome: result.error.code === 'cancelled' ? 'cancelled' : 'error',
        error: result.error,
      };
}

async function lastError(parts: AsyncIterable<StreamPart>): Promise<AppErrorData | null> {
  let error: AppErrorData | null = null;
  for await (const part of parts) {
    // An answer that reached its length is an answer.
    if (part.type === 'turn-end')
      error = part.outcome === 'error' || part.outcome === 'truncated' ? part.error : null;
  }
  return error;
}

function reopen({ breakers }: ProbePorts, id: ProviderId): void {
  for (const { ref, state } of breakers.list()) {
    if (ref.providerId === id && ref.modelId === null && state === 'open') breakers.reset(ref);
  }
}
