import { noUsage, type TokenUsage } from '#shared/domain/usage';
import {
  countAt,
  isObject,
  listAt,
  numberAt,
  objectAt,
  parseEventJson,
  stringAt,
  type JsonObject,
} from '../wire/event-json';
import { createPartWriter, type PartWriter } from '../wire/part-writer';
import { rawMember } from '../wire/raw-json';
import { redact } from '../wire/redact';
import type { StreamMapper } from '../wire/stream-mapper';
import { outcomeOfError, toStreamError } from './error-body';

/** A reasoning item, whole, as it was received; replayed byte for byte. */
export const itemState = 'openai.item';
/** What a message item says besides its text (its `phase`). */
export const messageState = 'openai.message';

interface AnswerState {
  /** Place of the open part: output index and content or summary index. Item ids may change from event to event. */
  place: string | null;
  /** Outputs of which text was received, and those that are done. */
  readonly heard: Set<number>;
  readonly done: Set<number>;
  hasRefused: boolean;
  hasToolCall: boolean;
  isNamed: boolean;
  isEnded: boolean;
}

/** Events of the Responses API. Source: the vendor's page on streaming. */
export function createMapper(): StreamMapper {
  const writer = createPartWriter();
  const state: AnswerState = {
    place: null,
    heard: new Set(),
    done: new Set(),
    hasRefused: false,
    hasToolCall: false,
    isNamed: false,
    isEnded: false,
  };
  return {
    event(event) {
      // Some gateways end every stream in the manner of Chat Completions.
      if (event.data.trim() === '[DONE]') return [];
      const data = parseEventJson(event.data);
      readEvent(stringAt(data, 'type') ?? event.event ?? '', data, event.data, state, writer);
      return writer.take();
    },
    end() {
      writer.finish('truncated');
      return writer.take();
    },
    get isEnded() {
      return state.isEnded;
    },
  };
}

function readEvent(type: string, data: unknown, raw: string, state: AnswerState, writer: PartWriter): void {
  const output = numberAt(data, 'output_index') ?? 0;
  switch (type) {
    case 'response.created':
    case 'response.in_progress': {
      nameAnswer(objectAt(data, 'response'), state, writer);
      return;
    }
    case 'response.reasoning_summary_text.delta': {
      think(output, `s${numberAt(data, 'summary_index') ?? 0}`, stringAt(data, 'delta'), state, writer);
      return;
    }
    case 'response.reasoning_text.delta': {
      think(output, `c${numberAt(data, 'content_index') ?? 0}`, stringAt(data, 'delta'), state, writer);
      return;
    }
    case 'response.refusal.delta':
      state.hasRefused = true;
      {
        write(output, numberAt(data, 'content_index') ?? 0, stringAt(data, 'delta'), state, writer);
        return;
      }
    case 'response.output_text.delta': {
      write(output, numberAt(data, 'content_index') ?? 0, stringAt(data, 'delta'), state, writer);
      return;
    }
    case 'response.image_generation_call.partial_image': {
      const base64 = stringAt(data, 'partial_image_b64') ?? '';
      if (base64 !== '') {
        writer.partialImage(`image/${imageFormat(stringAt(data, 'output_format'))}`, base64);
        state.place = null;
      }
      return;
    }
    case 'response.output_item.done': {
      finishItem(output, objectAt(data, 'item'), rawMember(raw, 'item'), state, writer);
      return;
    }
    case 'response.completed':
    case 'response.incomplete':
    case 'response.failed': {
      finishAnswer(type, objectAt(data, 'response'), state, writer);
      return;
    }
    case 'error': {
      // Two shapes: the error inside, or the event itself.
      const inner = objectAt(data, 'error');
      const error = toStreamError(Object.keys(inner).length > 0 ? inner : withoutType(data));
      end(state, () => writer.finish(outcomeOfError(error), error));
      return;
    }
    default:
      // Progress of parts that Parley does not ask for, and events that are yet to be invented.
      return;
  }
}

const withoutType = (data: unknown): JsonObject => (isObject(data) ? { ...data, type: '' } : {});

function nameAnswer(response: JsonObject, state: AnswerState, writer: PartWriter): void {
  const modelId = stringAt(response, 'model') ?? '';
  const requestId = stringAt(response, 'id') ?? '';
  if (state.isNamed || (modelId === '' && requestId === '')) return;
  state.isNamed = true;
  writer.say({
    type: 'answered-by',
    modelId: modelId === '' ? null : modelId,
    requestId: requestId === '' ? null : requestId,
  });
}

/** The summaries of one thought are one part: its state belongs to all of them. */
function think(
  output: number,
  piece: string,
  delta: string | null,
  state: AnswerState,
  writer: PartWriter,
): void {
  if (delta === null || delta === '') return;
  const place = `${output}/thought/${piece}`;
  if (state.place !== place) {
    const isSameThought = state.place?.startsWith(`${output}/thought/`) === true;
    if (isSameThought) writer.write('thinking', '\n\n');
    else writer.start('thinking');
    state.place = place;
  }
  state.heard.add(output);
  writer.write('thinking', delta);
}

function write(
  output: number,
  content: number,
  delta: string | null,
  state: AnswerState,
  writer: PartWriter,
): void {
  if (delta === null || delta === '') return;
  const place = `${output}/text/${content}`;
  if (state.place !== place) writer.start('text');
  state.place = place;
  state.heard.add(output);
  writer.write('text', delta);
}

/** An item is done: what a server did not stream is taken from it, and its state is kept. */
function finishItem(
  output: number,
  item: JsonObject,
  raw: string | null,
  state: AnswerState,
  writer: PartWriter,
): void {
  if (state.done.has(output)) return;
  state.done.add(output);
  const isOpen = (): boolean => state.place?.startsWith(`${output}/`) === true;
  switch (stringAt(item, 'type')) {
    case 'reasoning': {
      if (!state.heard.has(output)) {
        for (const [index, summary] of listAt(item, 'summary').entries()) {
          think(output, `s${index}`, stringAt(summary, 'text'), state, writer);
        }
      }
      // Without its encrypted content a thought cannot be sent back: nothing of it is stored at the vendor.
      const isReplayable = raw !== null && (stringAt(item, 'encrypted_content') ?? '') !== '';
      const kept = isReplayable ? { kind: itemState, data: raw } : null;
      if (isOpen()) writer.close(kept);
      else if (kept !== null) writer.opaque(kept);
      break;
    }
    case 'message': {
      if (!state.heard.has(output)) writeContent(output, item, state, writer);
      const phase = stringAt(item, 'phase');
      if (isOpen())
        writer.close(phase === null ? null : { kind: messageState, data: JSON.stringify({ phase }) });
      break;
    }
    case 'image_generation_call': {
      const base64 = stringAt(item, 'result') ?? '';
      if (base64 !== '') writer.image(`image/${imageFormat(stringAt(item, 'output_format'))}`, base64);
      break;
    }
    case 'function_call':
    case 'custom_tool_call':
      noticeTool(state, writer);
      break;
    default:
      return;
  }
  if (isOpen() || writer.openKind === null) state.place = null;
}

function noticeTool(state: AnswerState, writer: PartWriter): void {
  if (state.hasToolCall) return;
  state.hasToolCall = true;
  const text = 'The model asked for a tool, which Parley did not offer.';
  writer.say({ type: 'notice', code: 'provider.tool-call', text });
}

const imageFormat = (format: string | null): string =>
  format === 'jpeg' || format === 'webp' ? format : 'png';

function writeContent(output: number, item: JsonObject, state: AnswerState, writer: PartWriter): void {
  for (const [index, content] of listAt(item, 'content').entries()) {
    const refusal = stringAt(content, 'refusal');
    if (refusal !== null) state.hasRefused = true;
    write(output, index, refusal ?? stringAt(content, 'text'), state, writer);
  }
}

function finishAnswer(type: string, response: JsonObject, state: AnswerState, writer: PartWriter): void {
  nameAnswer(response, state, writer);
  for (const [output, item] of listAt(response, 'output').entries()) {
    if (isObject(item) && !state.done.has(output) && !state.heard.has(output)) {
      finishItem(output, item, null, state, writer);
    }
  }
  const usage = readUsage(objectAt(response, 'usage'));
  if (usage !== null) writer.say({ type: 'usage', usage });
  end(state, () => {
    if (type === 'response.failed') {
      const error = toStreamError(objectAt(response, 'error'));
      writer.finish(outcomeOfError(error), error);
      return;
    }
    if (type === 'response.incomplete') {
      finishEarly(response, writer);
      return;
    }
    writer.finish(state.hasRefused ? 'refused' : 'complete');
  });
}

function finishEarly(response: JsonObject, writer: PartWriter): void {
  const reason = stringAt(objectAt(response, 'incomplete_details'), 'reason') ?? '';
  if (reason === 'max_output_tokens' || reason === 'max_tokens') {
    writer.finish('length');
    return;
  }
  if (reason === 'content_filter') {
    writer.finish('filtered');
    return;
  }
  writer.close();
  writer.say({
    type: 'notice',
    code: 'provider.unknown-stop',
    text: `The provider ended the answer for a reason that Parley does not know (${redact(reason, 60)}).`,
  });
  writer.finish('complete');
}

function end(state: AnswerState, finish: () => void): void {
  state.isEnded = true;
  finish();
}

/** `input` includes what was cached, `output` includes reasoning: as the vendor counts. */
function readUsage(usage: JsonObject): TokenUsage | null {
  const input = countAt(usage, 'input_tokens');
  const output = countAt(usage, 'output_tokens');
  if (input === null && output === null) return null;
  return {
    ...noUsage,
    input,
    output,
    cachedInput: countAt(objectAt(usage, 'input_tokens_details'), 'cached_tokens'),
    cacheWrite: countAt(objectAt(usage, 'input_tokens_details'), 'cache_write_tokens'),
    reasoning: countAt(objectAt(usage, 'output_tokens_details'), 'reasoning_tokens'),
  };
}
