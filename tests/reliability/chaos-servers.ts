import { startProviderServer, type ReceivedRequest } from '../fakes/provider-server/provider-server';
import {
  eventStream,
  finish,
  jsonReply,
  pause,
  reset,
  stall,
  write,
  type Reply,
  type Step,
} from '../fakes/provider-server/reply';
import { vendorStreams } from './vendor-streams';

export const faultKinds = [
  '429 with Retry-After',
  '429 without',
  '5xx',
  '529',
  'reset',
  'stall',
  'truncation',
  'slow start',
  'auth flip',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export const chaosVendors = ['openai', 'anthropic', 'compatible'] as const;
export type ChaosVendor = (typeof chaosVendors)[number];

/** What the provider's own book says of one request. */
export interface BookEntry {
  readonly turn: number;
  readonly key: string;
  readonly isWhole: boolean;
  /** Tokens that the reply told, as far as it was written; null for what it did not come to. */
  readonly input: number | null;
  readonly output: number | null;
}

export interface ChaosServer {
  readonly origin: string;
  readonly book: readonly BookEntry[];
  openSockets(): number;
  /** Settles when no socket is open any more. */
  emptied(): Promise<void>;
  close(): Promise<void>;
}

export interface TurnScript {
  /** Befalls the first request of the turn, wherever it goes. */
  fault: FaultKind | null;
  /** Of its answer. */
  readonly input: number;
  readonly output: number;
  readonly text: string;
  /** Until the first word, and from there to the end, in ms. */
  readonly firstMs: number;
  readonly writingMs: number;
}

const turnOf = ({ body }: ReceivedRequest): number => Number(/turn (\d+)/.exec(body)?.[1] ?? -1);
const keyOf = ({ headers }: ReceivedRequest): string =>
  headers['x-api-key'] ?? headers['authorization']?.replace(/^Bearer /, '') ?? '';

/** One vendor on loopback, in its own format, with the faults of a script and a book of what it was asked. */
export async function startChaosServer(
  vendor: ChaosVendor,
  scripts: readonly TurnScript[],
  retryAfterSeconds: number,
): Promise<ChaosServer> {
  const server = await startProviderServer();
  const book: BookEntry[] = [];
  server.otherwise((request) => {
    if (!vendorStreams[vendor].isAsked(request)) return jsonReply(200, modelsOf(vendor));
    const turn = turnOf(request);
    const script = scripts[turn];
    if (script === undefined) return jsonReply(400, { error: { message: 'Not of this run' } });
    const { fault } = script;
    script.fault = null;
    const { reply, told } = replyTo(vendor, script, fault, retryAfterSeconds);
    const line = { turn, key: keyOf(request), isWhole: false, input: told.input, output: told.output };
    book.push(line);
    // What the client did not stay for is no whole answer, and its end was not told.
    line.isWhole = told.isWhole;
    if (told.isWhole) {
      void request.socketClosed.then(() => {
        if (request.stepsDone >= reply.steps.length) return;
        Object.assign(line, { isWhole: false, input: inputAtStart(vendor, script), output: null });
      });
    }
    return reply;
  });
  return {
    origin: server.origin,
    book,
    openSockets: () => server.openSockets(),
    emptied: () => server.emptied(),
    close: () => server.close(),
  };
}

type Told = Pick<BookEntry, 'isWhole' | 'input' | 'output'>;
const nothing: Told = { isWhole: false, input: null, output: null };

function replyTo(
  vendor: ChaosVendor,
  script: TurnScript,
  fault: FaultKind | null,
  retryAfterSeconds: number,
): { readonly reply: Reply; readonly told: Told } {
  const failed = (status: number, code: string, headers: Record<string, string> = {}) => ({
    reply: jsonReply(
      status,
      { type: 'error', error: { type: code, code, message: `It is ${code}.` } },
      headers,
    ),
    told: nothing,
  });
  switch (fault) {
    case '429 with Retry-After':
      return failed(429, 'rate_limit_error', { 'retry-after': String(retryAfterSeconds) });
    case '429 without':
      return failed(429, 'rate_limit_error');
    case '5xx':
      return failed(503, 'api_error');
    case '529':
      return failed(529, 'overloaded_error');
    case 'auth flip':
      return failed(401, 'authentication_error');
    case 'reset':
      return { reply: { rawHead: '', steps: [reset] }, told: nothing };
    case 'stall':
      return cutOff(vendor, script, stall);
    case 'truncation':
      return cutOff(vendor, script, finish);
    case 'slow start':
      return whole(vendor, { ...script, firstMs: script.firstMs * 2 });
    case null:
      return whole(vendor, script);
  }
}

const half = (text: string): readonly [string, string] => {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
};

/** Anthropic tells what it was given at the beginning; the others tell everything at the end. */
const inputAtStart = (vendor: ChaosVendor, { input }: TurnScript): number | null =>
  vendor === 'anthropic' ? input : null;

function cutOff(vendor: ChaosVendor, script: TurnScript, end: Step) {
  const { head, text } = partsOf(vendor, script);
  const [first] = half(script.text);
  return {
    reply: eventStream('', pause(script.firstMs), write(head), write(text(first)), end),
    told: { isWhole: false, input: inputAtStart(vendor, script), output: null },
  };
}

function whole(vendor: ChaosVendor, script: TurnScript) {
  const { head, text, end } = partsOf(vendor, script);
  const [first, second] = half(script.text);
  const { input, output, firstMs, writingMs } = script;
  return {
    reply: eventStream(
      '',
      pause(firstMs),
      write(head),
      write(text(first)),
      pause(writingMs),
      write(text(second)),
      write(end),
    ),
    told: { isWhole: true, input, output },
  };
}

function partsOf(vendor: ChaosVendor, { input, output }: TurnScript) {
  const stream = vendorStreams[vendor];
  const withTokens = (events: readonly string[]): string =>
    events
      .join('')
      .replace('"input_tokens":9', `"input_tokens":${input}`)
      .replace('"output_tokens":99', `"output_tokens":${output}`);
  const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
  const last = `data: ${JSON.stringify({ id: 'c1', model: 'echo', choices: [], usage })}\n\n`;
  const [finishChunk = '', ...done] = stream.end;
  const end = vendor === 'compatible' ? [finishChunk, last, ...done] : stream.end;
  return { head: withTokens(stream.head) + stream.middle.join(''), text: stream.text, end: withTokens(end) };
}

/** What a key is tested with. */
function modelsOf(vendor: ChaosVendor): unknown {
  const ids = {
    openai: ['gpt-4o'],
    anthropic: ['claude-sonnet-4-5'],
    compatible: ['echo'],
  } as const;
  const data = ids[vendor].map((id) => ({
    id,
    object: 'model',
    type: 'model',
    display_name: id,
    created: 1,
    created_at: '2025-01-01T00:00:00Z',
  }));
  return { object: 'list', data, has_more: false, first_id: null, last_id: null };
}
