import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import type { StreamPart } from '#shared/domain/stream-part';
import type { AnswerHead, Exchange, StreamTimers } from '#main/ports/chat-provider';
import { createEventDecoder } from './event-decoder';
import { createExchangeLog, type ExchangeLog } from './exchange-log';
import { createInterruption, type Interruption } from './interruption';
import type { HttpFailure, StreamMapper } from './stream-mapper';
import { createTurnGrammar, type TurnGrammar } from './turn-grammar';
import { errorDataOf } from './wire-error';
import { createWireFetch, type WireFetch } from './wire-fetch';

export const defaultTimers: StreamTimers = { firstByteMs: 60_000, idleMs: 90_000, noProgressMs: 600_000 };

/** Longest stretch of work, in ms, before the event loop gets a turn. */
const sliceMs = 8;

/** Tells a person that a choice of theirs was left out of the request, because the model refused it. */
export type LeftOut = (notice: { readonly code: string; readonly text: string }) => void;

export interface StreamTurnOptions {
  /** Our Stop. */
  readonly signal: AbortSignal;
  readonly timers?: StreamTimers | undefined;
  /**
   * Sends the request with an SDK or by hand. `fetch` answers only with 2xx: every failure is thrown through the SDK and
   * recognised again by its cause. The signal is not the caller's: it also fires when one of our timers does.
   */
  readonly open: (fetch: WireFetch, signal: AbortSignal, leftOut: LeftOut) => Promise<Response>;
  readonly createMapper: () => StreamMapper;
  readonly toAppError: (failure: HttpFailure) => AppErrorData;
  /** Told once, at the end, of what went over the wire. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
  /** Told of the headers of every answer, as they come. */
  readonly onAnswer?: ((answer: AnswerHead) => void) | undefined;
  /** 8 MB unless said; image models need 64 MB. */
  readonly maxLineBytes?: number;
}

/**
 * One attempt, from the request to its one `turn-end`. Never throws. Open parts are closed before the end. Precedence of
 * verdicts: our Stop, our timers, an error inside the stream, the failure's body, its status, the transport.
 */
export async function* streamTurn(options: StreamTurnOptions): AsyncGenerator<StreamPart, void> {
  const interruption = createInterruption(options.signal, options.timers ?? defaultTimers);
  const sentKeys = new Set<string>();
  const grammar = createTurnGrammar(sentKeys);
  const log = options.onExchange === undefined ? null : createExchangeLog();
  let mapper: StreamMapper | null = null;
  try {
    interruption.check();
    const notices: StreamPart[] = [];
    const response = await interruption.during('first-byte', () =>
      options.open(
        createWireFetch(log, sentKeys, options.onAnswer),
        interruption.signal,
        (notice) => void notices.push({ type: 'notice', ...notice }),
      ),
    );
    yield* say(notices, interruption, grammar);
    mapper = options.createMapper();
    yield* readBody(response, mapper, { ...options, log }, interruption, grammar);
  } catch (error) {
    for (const part of verdictParts(error, mapper, options, interruption, grammar)) {
      yield* grammar.accept(part);
    }
  } finally {
    interruption.dispose();
    const exchange = log?.finish() ?? null;
    if (exchange !== null) options.onExchange?.(exchange);
  }
}

async function* readBody(
  response: Response,
  mapper: StreamMapper,
  options: StreamTurnOptions & { readonly log: ExchangeLog | null },
  interruption: Interruption,
  grammar: TurnGrammar,
): AsyncGenerator<StreamPart, void> {
  const decoder = createEventDecoder(
    options.maxLineBytes === undefined ? {} : { maxLineBytes: options.maxLineBytes },
  );
  const reader = response.body?.getReader();
  if (reader === undefined) throw new AppError(emptyResponse(response.status));
  try {
    let sliceStart = performance.now();
    for (;;) {
      const { done, value } = await interruption.during('idle', () => reader.read());
      if (!done) options.log?.bytes(value);
      for (const event of done ? decoder.end() : decoder.push(value)) {
        yield* say(
          understood(() => mapper.event(event)),
          interruption,
          grammar,
        );
        if (grammar.isEnded || mapper.isEnded) break;
        interruption.wholeness(mapper.isWhole === true);
        if (performance.now() - sliceStart > sliceMs) {
          await nextTurn();
          sliceStart = performance.now();
        }
      }
      if (done || grammar.isEnded || mapper.isEnded) break;
    }
    if (!decoder.hasBytes) throw new AppError(emptyResponse(response.status));
    yield* say(mapper.end(), interruption, grammar);
  } finally {
    // Whatever the server still has to say: the socket is closed.
    reader.cancel().catch(() => undefined);
  }
}

/** A mapper that cannot cope with what it was sent ends the turn, not the process. */
function understood(read: () => readonly StreamPart[]): readonly StreamPart[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const data = appError('protocol', 'The provider sent something that Parley does not understand.', {
      reason: 'malformed',
    });
    throw new AppError(data);
  }
}

/** Nothing is said once Stop was pressed or a timer fired. */
function* say(
  parts: readonly StreamPart[],
  interruption: Interruption,
  grammar: TurnGrammar,
): Generator<StreamPart, void> {
  for (const part of parts) {
    interruption.check();
    if (isProgress(part)) interruption.progress();
    yield* grammar.accept(part);
  }
}

/** What counts against the no-progress timer: anything that an answer is made of, but not pings or counts. */
const isProgress = (part: StreamPart): boolean => part.type !== 'usage' && part.type !== 'answered-by';

function verdictParts(
  error: unknown,
  mapper: StreamMapper | null,
  options: StreamTurnOptions,
  interruption: Interruption,
  grammar: TurnGrammar,
): readonly StreamPart[] {
  if (interruption.cause === 'cancelled') return [{ type: 'turn-end', outcome: 'cancelled', error: null }];
  const data = interruption.cause ?? errorDataOf(error, options.toAppError);
  if (mapper !== null && (data.code === 'network' || data.code === 'timeout')) {
    // The body broke off. If the mapper has seen how the answer ends, that stands; text that was received is kept.
    const end = mapper.end();
    const verdict = end.at(-1);
    if (verdict?.type === 'turn-end' && verdict.outcome !== 'truncated') return end;
    const rest = end.filter((part) => part.type !== 'turn-end');
    const hasContent = grammar.hasContent || rest.some((part) => part.type === 'part-delta');
    if (hasContent && data.code === 'network') {
      const cut = appError('truncated', 'The connection broke before the answer was whole.', {
        reason: data.reason ?? 'reset',
      });
      return [...rest, { type: 'turn-end', outcome: 'truncated', error: cut }];
    }
    return [...rest, { type: 'turn-end', outcome: outcomeOf(data), error: data }];
  }
  return [{ type: 'turn-end', outcome: outcomeOf(data), error: data }];
}

function outcomeOf(error: AppErrorData): 'filtered' | 'error' {
  return error.code === 'content-filtered' ? 'filtered' : 'error';
}

const emptyResponse = (status: number): AppErrorData =>
  appError('protocol', 'The provider sent an empty answer.', { reason: 'empty-response', status });
