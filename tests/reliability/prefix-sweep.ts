import type { StreamTimers } from '#main/ports/chat-provider';
import { createMapper as createAnthropicMapper } from '#main/providers/anthropic/stream';
import { createMapper as createCompatibleMapper } from '#main/providers/compatible/stream';
import { createMapper as createGoogleMapper } from '#main/providers/google/stream';
import { createMapper as createOpenaiMapper } from '#main/providers/openai/stream';
import { createEventDecoder } from '#main/providers/wire/event-decoder';
import type { StreamMapper } from '#main/providers/wire/stream-mapper';
import { streamTurn } from '#main/providers/wire/stream-turn';
import type { StreamPart } from '#shared/domain/stream-part';
import { appError } from '#shared/errors/app-error';
import { mapInMemory } from '../contract/read-in-memory';
import { answerOf, type Answer, type Transcript } from '../contract/scenario';
import { transcripts as anthropic } from '../fixtures/anthropic/index';
import { transcripts as compatible } from '../fixtures/compatible/index';
import { transcripts as google } from '../fixtures/google/index';
import { transcripts as openai } from '../fixtures/openai/index';

/** How a connection ends behind a prefix. */
const endings = ['clean end', 'reset', 'stall'] as const;
type Ending = (typeof endings)[number];

const vendors: readonly (readonly [string, readonly Transcript[], () => StreamMapper])[] = [
  ['OpenAI Responses', openai, createOpenaiMapper],
  ['Anthropic', anthropic, createAnthropicMapper],
  ['Gemini', google, createGoogleMapper],
  ['Chat Completions', compatible, createCompatibleMapper],
];

export interface PrefixFigures {
  readonly transcripts: number;
  /** Turns that were run: prefixes times endings. */
  readonly turns: number;
  /** Prefixes by what their turns ended as. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
}

/** Turns at a time: what stalls only waits. */
const batch = 400;
/** A stall is what lasts longer than this, in ms; the other timers stay out of the way. */
const timers: StreamTimers = { firstByteMs: 60_000, idleMs: 40, noProgressMs: 60_000 };

/**
 * Every prefix (or one in `stride`, and those around every end of an event) of every transcript, followed by each way for
 * a connection to end, through the whole of a turn but its socket.
 */
export async function sweepPrefixes(stride: number): Promise<PrefixFigures> {
  const problems: string[] = [];
  const outcomes: Record<string, number> = {};
  const jobs: (() => Promise<void>)[] = [];
  for (const [vendor, transcripts, createMapper] of vendors) {
    for (const transcript of transcripts) {
      const bytes = Buffer.from(transcript.body);
      for (const cut of cutsOf(bytes, stride)) {
        for (const ending of endings) {
          jobs.push(async () => {
            const answer = await answerTo(bytes.subarray(0, cut), ending, createMapper);
            const name = `${ending}: ${answer.error?.code ?? answer.outcome}`;
            outcomes[name] = (outcomes[name] ?? 0) + 1;
            const problem = judge(transcript, bytes.subarray(0, cut), ending, answer, createMapper);
            if (problem !== null)
              problems.push(`${vendor}, ${transcript.name}, ${ending} at ${cut}: ${problem}`);
          });
        }
      }
    }
  }
  for (let at = 0; at < jobs.length; at += batch) {
    await Promise.all(jobs.slice(at, at + batch).map((job) => job()));
  }
  const transcripts = vendors.reduce((count, [, list]) => count + list.length, 0);
  return { transcripts, turns: jobs.length, outcomes, problems };
}

function cutsOf(bytes: Buffer, stride: number): readonly number[] {
  const cuts = new Set<number>();
  for (let cut = 0; cut <= bytes.length; cut += stride) cuts.add(cut);
  for (let at = bytes.indexOf('\n'); at !== -1; at = bytes.indexOf('\n', at + 1)) {
    for (const near of [at - 1, at, at + 1]) if (near >= 0) cuts.add(near);
  }
  return [...cuts.add(bytes.length)];
}

async function answerTo(
  prefix: Uint8Array,
  ending: Ending,
  createMapper: () => StreamMapper,
): Promise<Answer> {
  const parts: StreamPart[] = [];
  const stream = streamTurn({
    signal: new AbortController().signal,
    timers,
    open: () => Promise.resolve(new Response(bodyOf(prefix, ending))),
    createMapper,
    toAppError: () => appError('internal', 'There is no failure with a status here.'),
  });
  for await (const part of stream) parts.push(part);
  return answerOf(parts);
}

function bodyOf(prefix: Uint8Array, ending: Ending): ReadableStream<Uint8Array> {
  let isSent = prefix.length === 0;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (!isSent) {
          isSent = true;
          controller.enqueue(prefix);
          return undefined;
        }
        if (ending === 'clean end') controller.close();
        else if (ending === 'reset')
          controller.error(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
        else return new Promise<never>(() => undefined);
        return undefined;
      },
    },
    { highWaterMark: 0 },
  );
}

/** What must not be; null when all is well. */
function judge(
  { body, endsAt, expected }: Transcript,
  prefix: Buffer,
  ending: Ending,
  answer: Answer,
  createMapper: () => StreamMapper,
): string | null {
  const end = body.slice(0, endsAt ?? body.length);
  // Of a JSON document over many lines only the end of the body tells that it is whole.
  const isTold = ending === 'clean end' || !body.startsWith('{\n');
  const hasEnd = isTold && prefix.length >= Buffer.byteLength(end);
  const lacksOnlyBlankLine = !hasEnd && prefix.length >= Buffer.byteLength(end.trimEnd());
  const isCut = cutCodes[ending].includes(answer.error?.code ?? '');
  const isWhole = answer.outcome === expected.outcome && answer.error?.code === expected.error?.code;
  if (hasEnd ? !isWhole : lacksOnlyBlankLine ? !isWhole && !isCut : !isCut) {
    return `ended as ${answer.outcome} (${answer.error?.code ?? 'no error'})`;
  }
  // What came whole is kept; no more is shown than was sent.
  const [kept, told] = [textOf(answer), textOf(wholeEventsOf(prefix, createMapper))];
  if (!kept.startsWith(withoutCutTag(told))) return 'the text of complete events is not kept';
  return textOf(expected).startsWith(withoutCutTag(kept)) ? null : 'it shows what was not sent';
}

/** A tag around thoughts that was cut is text: nobody knows what it would have become. */
const withoutCutTag = (text: string): string => text.replace(/<\/?[a-z]*$/u, '');

const cutCodes: Readonly<Record<Ending, readonly string[]>> = {
  // Nothing at all, or nothing but an event that was cut, is an empty answer.
  'clean end': ['truncated', 'protocol'],
  reset: ['truncated', 'network'],
  stall: ['timeout'],
};

function wholeEventsOf(prefix: Buffer, createMapper: () => StreamMapper): Answer {
  const decoder = createEventDecoder();
  return mapInMemory([...decoder.push(prefix)], createMapper);
}

const textOf = (answer: Answer): string =>
  answer.parts.map((part) => (part.kind === 'text' || part.kind === 'thinking' ? part.text : '')).join('');
