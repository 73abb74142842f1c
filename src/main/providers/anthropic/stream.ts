import { appError, type AppErrorData } from '#shared/errors/app-error';
import type { TurnOutcome } from '#shared/domain/stream-part';
import { noUsage, type TokenUsage } from '#shared/domain/usage';
import { countAt, numberAt, objectAt, parseEventJson, stringAt, type JsonObject } from '../wire/event-json';
import { createPartWriter, type PartWriter } from '../wire/part-writer';
import { redact } from '../wire/redact';
import type { StreamMapper } from '../wire/stream-mapper';
import { toStreamError } from './to-app-error';

/** Kinds of provider state: the signature of a thinking block, and the data of a redacted one, as received. */
export const thinkingState = 'anthropic.thinking';
export const redactedState = 'anthropic.redacted';

interface Block {
  readonly kind: 'text' | 'thinking' | 'ignored';
  /** A block opens its part with its first text: an empty one leaves none. */
  hasText: boolean;
  signature: string | null;
}

/** Events of the Messages API. Source: the vendor's page on streaming. An event says its type in its data as well as in its name. */
export function createMapper(): StreamMapper {
  const writer = createPartWriter();
  const noticed = new Set<string>();
  const state: AnswerState = { blocks: new Map(), usage: {}, hasStarted: false, stop: null, isEnded: false };
  const notice = (code: string, text: string): void => {
    if (noticed.has(code)) return;
    noticed.add(code);
    writer.say({ type: 'notice', code, text });
  };
  return {
    event(event) {
      // Some gateways end every stream in the manner of another vendor.
      if (event.data === '[DONE]') return [];
      const data = parseEventJson(event.data);
      readEvent(stringAt(data, 'type') ?? event.event ?? '', data, state, writer, notice);
      return writer.take();
    },
    end() {
      writer.finish(...verdictOf(state.stop, notice));
      return writer.take();
    },
    get isEnded() {
      return state.isEnded;
    },
  };
}

interface AnswerState {
  readonly blocks: Map<number, Block>;
  /** What was told last of each count. */
  usage: Readonly<Record<string, number>>;
  hasStarted: boolean;
  /** The `delta` of the event that names the reason to stop: the end marker. */
  stop: JsonObject | null;
  isEnded: boolean;
}

type Notice = (code: string, text: string) => void;

function readEvent(
  type: string,
  data: unknown,
  state: AnswerState,
  writer: PartWriter,
  notice: Notice,
): void {
  switch (type) {
    case 'message_start': {
      startMessage(objectAt(data, 'message'), state, writer, notice);
      return;
    }
    case 'content_block_start': {
      startBlock(blockIndex(data), objectAt(data, 'content_block'), state, writer, notice);
      return;
    }
    case 'content_block_delta': {
      const block = state.blocks.get(blockIndex(data));
      if (block !== undefined) readDelta(block, objectAt(data, 'delta'), writer, notice);
      return;
    }
    case 'content_block_stop': {
      stopBlock(blockIndex(data), state, writer);
      return;
    }
    case 'message_delta': {
      const delta = objectAt(data, 'delta');
      if (stringAt(delta, 'stop_reason') !== null) state.stop = delta;
      tellUsage(objectAt(data, 'usage'), state, writer);
      return;
    }
    case 'message_stop':
      state.isEnded = true;
      return;
    case 'error': {
      writer.finish('error', toStreamError(data));
      return;
    }
    default:
      // `ping`, and events that are yet to be invented: the vendor reserves the right to add some.
      return;
  }
}

const blockIndex = (data: unknown): number => numberAt(data, 'index') ?? 0;

function startMessage(message: JsonObject, state: AnswerState, writer: PartWriter, notice: Notice): void {
  if (state.hasStarted && writer.hasContent) {
    // A gateway has spliced a second answer into the stream: what was shown cannot be taken back.
    writer.close();
    notice('provider.restarted', 'The provider began its answer anew; some of it may be there twice.');
  }
  state.hasStarted = true;
  state.stop = null;
  state.usage = {};
  state.blocks.clear();
  writer.say({
    type: 'answered-by',
    modelId: stringAt(message, 'model'),
    requestId: stringAt(message, 'id'),
  });
  // What it says of the output there is a placeholder: a reply that is stopped has an unknown count, not that one.
  tellUsage({ ...objectAt(message, 'usage'), output_tokens: null }, state, writer);
}

function startBlock(
  index: number,
  content: JsonObject,
  state: AnswerState,
  writer: PartWriter,
  notice: Notice,
): void {
  const type = stringAt(content, 'type') ?? '';
  const block: Block = {
    kind: type === 'text' || type === 'thinking' ? type : 'ignored',
    hasText: false,
    signature: null,
  };
  state.blocks.set(index, block);
  writer.close();
  switch (type) {
    case 'text': {
      writeText(block, stringAt(content, 'text'), writer);
      return;
    }
    case 'thinking':
      block.signature = stringAt(content, 'signature');
      {
        writeText(block, stringAt(content, 'thinking'), writer);
        return;
      }
    case 'redacted_thinking': {
      writer.opaque({ kind: redactedState, data: stringAt(content, 'data') ?? '' });
      return;
    }
    case 'fallback': {
      const to = stringAt(objectAt(content, 'to'), 'model');
      writer.say({ type: 'answered-by', modelId: to, requestId: null });
      notice(
        'provider.fallback',
        `The provider passed the question on to ${redact(to ?? 'another model', 100)}.`,
      );
      return;
    }
    case 'tool_use': {
      notice('provider.tool-call', toolCallText);
      return;
    }
    default: {
      notice('provider.unknown-part', `A part of the answer (${redact(type, 60)}) cannot be shown.`);
      return;
    }
  }
}

function writeText(block: Block, delta: string | null, writer: PartWriter): void {
  if (block.kind === 'ignored' || delta === null || delta === '') return;
  // Two blocks of one kind are two parts: each is replayed as it came.
  if (!block.hasText) writer.start(block.kind);
  block.hasText = true;
  writer.write(block.kind, delta);
}

function readDelta(block: Block, delta: JsonObject, writer: PartWriter, notice: Notice): void {
  if (block.kind === 'ignored') return;
  switch (stringAt(delta, 'type')) {
    case 'text_delta': {
      writeText(block, stringAt(delta, 'text'), writer);
      return;
    }
    case 'thinking_delta': {
      writeText(block, stringAt(delta, 'thinking'), writer);
      return;
    }
    case 'signature_delta':
      block.signature = stringAt(delta, 'signature');
      return;
    default: {
      notice('provider.unknown-part', 'A part of the answer cannot be shown.');
      return;
    }
  }
}

/** Only a block that was closed is whole: the signature of an open one is not kept. */
function stopBlock(index: number, state: AnswerState, writer: PartWriter): void {
  const block = state.blocks.get(index);
  state.blocks.delete(index);
  if (block === undefined || block.kind === 'ignored') return;
  const isSigned = block.kind === 'thinking' && block.signature !== null && block.signature !== '';
  const signature = isSigned ? { kind: thinkingState, data: block.signature ?? '' } : null;
  if (block.hasText) writer.close(signature);
  // Thinking that is not shown still has to be replayed.
  else if (signature !== null) writer.opaque(signature);
}

const counts = [
  'input_tokens',
  'output_tokens',
  'cache_read_input_tokens',
  'cache_creation_input_tokens',
] as const;

/** Counts are cumulative, and later ones correct earlier ones; one that is not told stays as it was. */
function tellUsage(told: JsonObject, state: AnswerState, writer: PartWriter): void {
  const usage: Record<string, number> = { ...state.usage };
  for (const name of counts) {
    const count = countAt(told, name);
    if (count !== null) usage[name] = count;
  }
  const thinking = countAt(objectAt(told, 'output_tokens_details'), 'thinking_tokens');
  if (thinking !== null) usage['thinking_tokens'] = thinking;
  state.usage = usage;
  if (Object.keys(usage).length > 0) writer.say({ type: 'usage', usage: toTokenUsage(usage) });
}

function toTokenUsage(usage: Readonly<Record<string, number>>): TokenUsage {
  const cachedInput = usage['cache_read_input_tokens'] ?? null;
  const cacheWrite = usage['cache_creation_input_tokens'] ?? null;
  const fresh = usage['input_tokens'];
  return {
    ...noUsage,
    input: fresh === undefined ? null : fresh + (cachedInput ?? 0) + (cacheWrite ?? 0),
    output: usage['output_tokens'] ?? null,
    cachedInput,
    cacheWrite,
    reasoning: usage['thinking_tokens'] ?? null,
  };
}

type Verdict = readonly [outcome: TurnOutcome, error?: AppErrorData];

/** The verdict by the reason to stop; without one the answer was cut off, whatever else was seen. */
function verdictOf(stop: JsonObject | null, notice: Notice): Verdict {
  if (stop === null) return ['truncated'];
  const reason = stringAt(stop, 'stop_reason') ?? '';
  switch (reason) {
    case 'end_turn':
    case 'stop_sequence':
      return ['complete'];
    case 'max_tokens':
      return ['length'];
    case 'model_context_window_exceeded':
      return ['length', windowIsFull];
    case 'pause_turn':
      return ['paused'];
    case 'refusal':
      return ['refused', refusalOf(objectAt(stop, 'stop_details'))];
    case 'tool_use':
      notice('provider.tool-call', toolCallText);
      return ['complete'];
    default:
      notice(
        'provider.unknown-stop',
        `The model stopped for a reason unknown to Parley: ${redact(reason, 60)}.`,
      );
      return ['complete'];
  }
}

const toolCallText = 'The model asked for a tool, which Parley did not offer.';
const windowIsFull = appError(
  'context-length',
  'The conversation and the answer fill the context window of the model.',
  { reason: 'output' },
);

function refusalOf(details: JsonObject): AppErrorData {
  const explanation = redact(stringAt(details, 'explanation') ?? '', 1000);
  const category = stringAt(details, 'category');
  return appError(
    'refused',
    explanation === '' ? 'The model declined to answer.' : `The model declined to answer. ${explanation}`,
    category === null ? {} : { providerCode: redact(category, 200) },
  );
}
