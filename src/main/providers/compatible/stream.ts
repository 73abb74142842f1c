import { noUsage, type TokenUsage } from '#shared/domain/usage';
import { outcomeOfError, toStreamError } from '../openai/error-body';
import {
  countAt,
  isObject,
  listAt,
  objectAt,
  parseEventJson,
  stringAt,
  type JsonObject,
} from '../wire/event-json';
import { createPartWriter, type PartWriter } from '../wire/part-writer';
import type { StreamMapper } from '../wire/stream-mapper';
import { finishByReason } from './finish-reason';
import { createThinkTags, type ThinkTags } from './think-tags';

interface AnswerState {
  readonly tags: ThinkTags;
  /** The first reason that was given for the end; the end marker itself may be missing. */
  reason: string | null;
  hasChunks: boolean;
  hasRefused: boolean;
  /** Reasoning comes in a field of its own: tags in the text are then text. */
  hasReasoningField: boolean;
  name: string;
  isEnded: boolean;
}

/**
 * Chunks of Chat Completions as OpenAI describes them and as other servers write them, and the lines of Ollama's own
 * format. Fields are read without trust: any may be absent, null or of another type.
 */
export function createMapper(): StreamMapper {
  const writer = createPartWriter();
  const state: AnswerState = {
    tags: createThinkTags(),
    reason: null,
    hasChunks: false,
    hasRefused: false,
    hasReasoningField: false,
    name: '',
    isEnded: false,
  };
  return {
    event(event) {
      if (event.data.trim() === '[DONE]') {
        state.isEnded = true;
        return [];
      }
      const chunk = parseEventJson(event.data);
      const error = errorIn(chunk, event.event);
      if (error === null) readChunk(chunk, state, writer);
      else fail(error, state, writer);
      return writer.take();
    },
    end() {
      flush(state, writer);
      // `[DONE]` without a reason still is an end marker; with nothing before it, it is no answer.
      if (state.reason !== null) finishByReason(state.reason, state.hasRefused, writer);
      else if (state.isEnded && state.hasChunks) finishByReason('stop', state.hasRefused, writer);
      else writer.finish('truncated');
      return writer.take();
    },
    get isEnded() {
      return state.isEnded;
    },
    get isWhole() {
      return state.reason !== null;
    },
  };
}

/** An error may be the event, in the chunk, in its choice, or a bare sentence. */
function errorIn(chunk: unknown, eventName: string | null): unknown {
  if (!isObject(chunk)) return eventName === 'error' ? chunk : null;
  const inChoice = firstChoice(chunk)['error'];
  const inGroq = objectAt(chunk, 'x_groq')['error'];
  for (const candidate of [chunk['error'], inChoice, inGroq]) {
    if (isObject(candidate)) return candidate;
    if (typeof candidate === 'string' && candidate !== '') return candidate;
  }
  return eventName === 'error' || stringAt(chunk, 'object') === 'error' ? chunk : null;
}

function fail(said: unknown, state: AnswerState, writer: PartWriter): void {
  flush(state, writer);
  const error = toStreamError(said);
  writer.finish(outcomeOfError(error), error);
}

const firstChoice = (chunk: unknown): JsonObject => {
  const first = listAt(chunk, 'choices')[0];
  return isObject(first) ? first : {};
};

function readChunk(chunk: unknown, state: AnswerState, writer: PartWriter): void {
  state.hasChunks = true;
  nameAnswer(chunk, state, writer);
  const choice = firstChoice(chunk);
  // A server that does not stream puts the whole `message` there; Ollama's own format has it on the chunk.
  for (const delta of [objectAt(choice, 'delta'), objectAt(choice, 'message'), objectAt(chunk, 'message')]) {
    readDelta(delta, state, writer);
  }
  const usage = readUsage(chunk);
  if (usage !== null) writer.say({ type: 'usage', usage });
  const isDone = isObject(chunk) && chunk['done'] === true;
  const reason =
    stringAt(choice, 'finish_reason') ?? (isDone ? (stringAt(chunk, 'done_reason') ?? 'stop') : null);
  if (reason !== null && reason !== '') state.reason ??= reason;
  if (isDone) state.isEnded = true;
}

function nameAnswer(chunk: unknown, state: AnswerState, writer: PartWriter): void {
  const modelId = stringAt(chunk, 'model') ?? '';
  const requestId = stringAt(chunk, 'id') ?? '';
  if (modelId === '' || state.name === modelId) return;
  state.name = modelId;
  writer.say({ type: 'answered-by', modelId, requestId: requestId === '' ? null : requestId });
}

function readDelta(delta: JsonObject, state: AnswerState, writer: PartWriter): void {
  const reasoning =
    stringAt(delta, 'reasoning_content') ?? stringAt(delta, 'reasoning') ?? stringAt(delta, 'thinking') ?? '';
  if (reasoning !== '') {
    state.hasReasoningField = true;
    writer.write('thinking', reasoning);
  }
  const content = stringAt(delta, 'content');
  if (content !== null) writeContent(content, state, writer);
  for (const block of listAt(delta, 'content')) {
    // Mistral's blocks: text, and thinking that holds text blocks again.
    writeContent(stringAt(block, 'text') ?? '', state, writer);
    for (const thought of listAt(block, 'thinking'))
      writer.write('thinking', stringAt(thought, 'text') ?? '');
  }
  const refusal = stringAt(delta, 'refusal') ?? '';
  if (refusal !== '') {
    state.hasRefused = true;
    writeContent(refusal, state, writer);
  }
  for (const image of listAt(delta, 'images')) {
    const url = stringAt(objectAt(image, 'image_url'), 'url') ?? '';
    const data = /^data:(image\/[a-z0-9.+-]{1,40});base64,/i.exec(url.slice(0, 100));
    if (data !== null) writer.image(data[1] ?? 'image/png', url.slice(data[0].length));
  }
}

function writeContent(text: string, state: AnswerState, writer: PartWriter): void {
  if (text === '') return;
  if (state.hasReasoningField) {
    flush(state, writer);
    writer.write('text', text);
    return;
  }
  for (const piece of state.tags.push(text)) writer.write(piece.kind, piece.text);
}

function flush(state: AnswerState, writer: PartWriter): void {
  for (const piece of state.tags.flush()) writer.write(piece.kind, piece.text);
}

/** Counts of the chunk, of Groq's own field, or of Ollama's own format. The last one told counts. */
function readUsage(chunk: unknown): TokenUsage | null {
  const own = objectAt(chunk, 'usage');
  const usage = Object.keys(own).length > 0 ? own : objectAt(objectAt(chunk, 'x_groq'), 'usage');
  const input = countAt(usage, 'prompt_tokens') ?? countAt(chunk, 'prompt_eval_count');
  const output = countAt(usage, 'completion_tokens') ?? countAt(chunk, 'eval_count');
  if (input === null && output === null) return null;
  const reasoning = countAt(objectAt(usage, 'completion_tokens_details'), 'reasoning_tokens');
  const total = countAt(usage, 'total_tokens');
  // Some servers count reasoning beside the output, not in it: then only all three add up to the total.
  const isBeside = reasoning !== null && reasoning > 0 && total === (input ?? 0) + (output ?? 0) + reasoning;
  return {
    ...noUsage,
    input,
    output: isBeside ? (output ?? 0) + reasoning : output,
    cachedInput:
      countAt(objectAt(usage, 'prompt_tokens_details'), 'cached_tokens') ??
      countAt(usage, 'prompt_cache_hit_tokens'),
    cacheWrite: countAt(objectAt(usage, 'prompt_tokens_details'), 'cache_write_tokens'),
    reasoning,
    imageOutput: countAt(objectAt(usage, 'completion_tokens_details'), 'image_tokens'),
  };
}
