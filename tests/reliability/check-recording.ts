import { createEventDecoder } from '#main/providers/wire/event-decoder';
import type { ServerSentEvent, StreamMapper } from '#main/providers/wire/stream-mapper';
import { createMapper as createAnthropicMapper } from '#main/providers/anthropic/stream';
import { createMapper as createCompatibleMapper } from '#main/providers/compatible/stream';
import { createMapper as createGoogleMapper } from '#main/providers/google/stream';
import { createMapper as createOpenaiMapper } from '#main/providers/openai/stream';
import { mapInMemory, newlineStyles, withComments } from '../contract/read-in-memory';
import type { Answer } from '../contract/scenario';

/** Protocols that Parley speaks, and how each is told by the JSON of its events. */
const protocols = {
  'Anthropic Messages': { createMapper: createAnthropicMapper, isNamed: true, end: '' },
  'OpenAI Responses': { createMapper: createOpenaiMapper, isNamed: true, end: '' },
  'Chat Completions': { createMapper: createCompatibleMapper, isNamed: false, end: 'data: [DONE]\n\n' },
  Gemini: { createMapper: createGoogleMapper, isNamed: false, end: '' },
} as const satisfies Record<string, { createMapper: () => StreamMapper; isNamed: boolean; end: string }>;
export type Protocol = keyof typeof protocols;

export interface CheckedRecording {
  /** Null: it is not a chat stream of a protocol that Parley speaks. */
  readonly protocol: Protocol | null;
  /** What is to be said of it; empty when there is nothing. */
  readonly why: string;
  readonly events: number;
  /** Of the body as it would come over the wire, with LF. */
  readonly bytes: number;
  /** Byte offsets at which the body was cut, over all styles. */
  readonly cuts: number;
  readonly outcome: Answer['outcome'] | null;
  readonly problems: readonly string[];
}

/** Bodies up to this size are decoded whole for every cut; of larger ones the event that is cut and its neighbours are. */
export const defaultWholeBytes = 6_000;
/** Larger bodies are also decoded whole with a cut at every so many bytes. */
const wholeStride = 997;

/** A recording holds the JSON of one event a line, as `data:` would carry it. */
export function checkRecording(content: string, wholeBytes = defaultWholeBytes): CheckedRecording {
  const lines = content.split(/\r?\n/).filter((line) => line.trim() !== '');
  const found = protocolOf(lines);
  const nothing = { events: lines.length, bytes: 0, cuts: 0, outcome: null, problems: [] };
  if (found.protocol === null) return { ...nothing, ...found };
  const { createMapper, isNamed, end } = protocols[found.protocol];
  const frames = [...lines.map((line) => frameOf(line, isNamed)), ...(end === '' ? [] : [end])];
  const body = frames.join('');
  const events = decode([Buffer.from(body)]);
  const problems =
    events.length === frames.length ? [] : [`${frames.length} frames are ${events.length} events`];
  const answer = mapInMemory(events, createMapper);
  // A line that is no JSON must end the answer as an error; any other line must not.
  const isBroken = lines.some((line) => !isJson(line));
  if ((answer.error?.code === 'protocol') !== isBroken) problems.push('the mapper does not understand it');
  let cuts = 0;
  for (const [name, style] of styles) {
    const styled = styledFrames(frames, style);
    cuts += Buffer.byteLength(styled.join(''));
    const trouble = firstDifference(styled, events, wholeBytes);
    if (trouble !== null) problems.push(`${name}: ${trouble}`);
  }
  return {
    ...found,
    why: isBroken ? 'a line of the recording is no JSON' : '',
    events: events.length,
    bytes: Buffer.byteLength(body),
    cuts,
    outcome: answer.outcome,
    problems,
  };
}

const styles: readonly (readonly [name: string, style: (body: string) => string])[] = [
  ...Object.entries(newlineStyles),
  ['comments', withComments],
];

/** Styles are made of the whole body and cut into frames again, since some of them count newlines. */
function styledFrames(frames: readonly string[], style: (body: string) => string): readonly string[] {
  let before = '';
  let length = 0;
  return frames.map((frame) => {
    before += frame;
    const whole = style(before);
    const piece = whole.slice(length);
    length = whole.length;
    return piece;
  });
}

function frameOf(line: string, isNamed: boolean): string {
  const type = isNamed ? typeOf(line) : null;
  return `${type === null ? '' : `event: ${type}\n`}data: ${line}\n\n`;
}

function protocolOf(lines: readonly string[]): { readonly protocol: Protocol | null; readonly why: string } {
  const heads = lines.slice(0, 4).map(parsed);
  const types = heads.map((head) => (typeof head['type'] === 'string' ? head['type'] : ''));
  const is = (protocol: Protocol) => ({ protocol, why: '' });
  if (types.some((type) => type.startsWith('response.'))) return is('OpenAI Responses');
  if (types.includes('message_start')) return is('Anthropic Messages');
  if (heads.some((head) => head['object'] === 'chat.completion.chunk')) return is('Chat Completions');
  if (heads.some((head) => 'candidates' in head || 'promptFeedback' in head)) return is('Gemini');
  const hint =
    heads[0] === undefined ? 'it is empty' : `its first event has ${Object.keys(heads[0]).join(', ')}`;
  return { protocol: null, why: `not a chat stream (${hint})`.slice(0, 100) };
}

function parsed(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

function typeOf(line: string): string | null {
  const { type } = parsed(line);
  return typeof type === 'string' ? type : null;
}

function decode(chunks: readonly Uint8Array[]): ServerSentEvent[] {
  const decoder = createEventDecoder();
  const events: ServerSentEvent[] = [];
  for (const chunk of chunks) events.push(...decoder.push(chunk));
  events.push(...decoder.end());
  return events;
}

/** Every byte offset of the body is a cut; null when the events are the same at each of them. */
function firstDifference(
  frames: readonly string[],
  expected: readonly ServerSentEvent[],
  wholeBytes: number,
): string | null {
  const pieces = frames.map((frame) => Buffer.from(frame));
  const body = Buffer.concat(pieces);
  const single = decode([...body].map((byte) => Uint8Array.of(byte)));
  if (!isSame(single, expected)) return 'other events when every byte comes alone';
  const isWhole = body.length <= wholeBytes;
  for (let cut = 0; cut <= body.length; cut += isWhole ? 1 : wholeStride) {
    if (!isSame(decode([body.subarray(0, cut), body.subarray(cut)]), expected)) {
      return `other events when cut at byte ${cut}`;
    }
  }
  return isWhole ? null : differenceInWindows(pieces, expected);
}

function differenceInWindows(pieces: readonly Buffer[], expected: readonly ServerSentEvent[]): string | null {
  let offset = 0;
  for (const [index, piece] of pieces.entries()) {
    const from = Math.max(0, index - 1);
    const window = Buffer.concat(pieces.slice(from, index + 2));
    const events = expected.slice(from, index + 2);
    const start = index === 0 ? 0 : (pieces[index - 1]?.length ?? 0);
    for (let cut = start; cut <= start + piece.length; cut += 1) {
      if (!isSame(decode([window.subarray(0, cut), window.subarray(cut)]), events)) {
        return `other events when cut at byte ${offset + cut - start}`;
      }
    }
    offset += piece.length;
  }
  return null;
}

const isSame = (left: readonly ServerSentEvent[], right: readonly ServerSentEvent[]): boolean =>
  left.length === right.length &&
  left.every((event, index) => event.data === right[index]?.data && event.event === right[index].event);
