import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatRequest, ConnectProvider, RequestMessage } from '#main/ports/chat-provider';
import type { StreamMapper } from '#main/providers/wire/stream-mapper';
import { providerIdSchema } from '#shared/domain/ids';
import type { ProviderKind } from '#shared/domain/provider';
import type { StreamPart } from '#shared/domain/stream-part';
import type { AppErrorData } from '#shared/errors/app-error';
import { startProviderServer, type ProviderServer } from '../fakes/provider-server/provider-server';
import {
  eventStream,
  finish,
  gzipFlushed,
  jsonReply,
  reset,
  stall,
  until,
  write,
  type Reply,
} from '../fakes/provider-server/reply';
import { decodeInMemory, mapInMemory, newlineStyles, withComments } from './read-in-memory';
import { answerOf, type Answer, type Transcript } from './scenario';

/** A failure with its status, and what it must become. */
export interface FailureCase {
  readonly name: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly expected: Partial<AppErrorData>;
}

/** All that the suite has to know of a vendor. */
export interface VendorUnderTest {
  readonly kind: ProviderKind;
  readonly connect: ConnectProvider;
  readonly createMapper: () => StreamMapper;
  /** What follows the origin in the base URL that a person would enter: `/v1`, or nothing. */
  readonly basePath: string;
  readonly modelId: string;
  /** Method and path (with query) of the request that streams. */
  readonly streamPath: string;
  /** The header that carries the key, with the key in it. */
  readonly keyHeader: (key: string) => readonly [name: string, value: string];
  /** Has one named `text`, and one named `thinking` or another with state to replay. */
  readonly transcripts: readonly Transcript[];
  /** Bodies with a status other than 2xx; the first is a wrong key. */
  readonly failures: readonly FailureCase[];
  readonly modelList: {
    readonly path: string;
    readonly body: unknown;
    /** The ids that are on offer, in order. */
    readonly ids: readonly string[];
  };
  /** A conversation with state of this vendor, and the exact pieces of text that must be in the body that is sent. */
  readonly replay: { readonly messages: readonly RequestMessage[]; readonly contains: readonly string[] };
}

const key = 'sk-test-KEY-THAT-STAYS-1234567890';

const requestOf = (vendor: VendorUnderTest, messages?: readonly RequestMessage[]): ChatRequest => ({
  modelId: vendor.modelId,
  instructions: 'Answer briefly.',
  messages: messages ?? [{ role: 'user', parts: [{ type: 'text', text: 'Hello “Parley” 🙂', state: null }] }],
  maxOutputTokens: 512,
  temperature: null,
  supportsThinking: null,
  thinkingEffort: null,
  makesImages: null,
});

async function partsOf(stream: AsyncIterable<StreamPart>): Promise<readonly StreamPart[]> {
  const parts: StreamPart[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

export function describeProviderContract(vendor: VendorUnderTest): void {
  let server: ProviderServer;
  beforeAll(async () => {
    server = await startProviderServer();
  });
  afterAll(async () => {
    await server.close();
  });

  const connect = (origin = server.origin) =>
    vendor.connect({
      id: providerIdSchema.parse(vendor.kind),
      kind: vendor.kind,
      name: 'Test',
      baseUrl: `${origin}${vendor.basePath}`,
      readKey: () => Promise.resolve(key),
    });
  const ask = async (reply: Reply, signal = new AbortController().signal): Promise<Answer> => {
    server.next(reply);
    return answerOf(await partsOf(connect().stream(requestOf(vendor), signal)));
  };
  const transcript = (name: string): Transcript => {
    const found = vendor.transcripts.find((candidate) => candidate.name === name);
    if (found === undefined) throw new Error(`${vendor.kind} has no transcript ${name}`);
    return found;
  };
  const contentType = ({ framing }: Transcript): string =>
    framing === 'sse' ? 'text/event-stream; charset=utf-8' : 'application/x-ndjson';
  const replyOf = (script: Transcript): Reply => ({
    headers: { 'content-type': contentType(script), ...script.headers },
    steps: [write(script.body)],
  });

  describe('what a stream means', () => {
    // Catches: a mapper that loses, doubles or reorders what the vendor said.
    it.each(vendor.transcripts.map((script) => [script.name, script] as const))(
      'over a socket: %s',
      async (_, script) => {
        expect(await ask(replyOf(script))).toEqual(script.expected);
      },
    );

    // Catches: characters, lines or events broken by where the network happened to cut.
    it.each(vendor.transcripts.map((script) => [script.name, script] as const))(
      'cut in two at every byte, four newline styles, comments between lines: %s',
      (_, script) => {
        const bodies =
          script.framing === 'sse'
            ? [...Object.values(newlineStyles).map((style) => style(script.body)), withComments(script.body)]
            : [script.body, newlineStyles.CRLF(script.body)];
        const whole = decodeInMemory([Buffer.from(script.body)]);
        expect(mapInMemory(whole, vendor.createMapper)).toEqual(script.expected);
        // A mapper sees nothing but events: where they are the same, so is the answer.
        const expected = JSON.stringify(whole);
        for (const body of bodies) {
          const bytes = Buffer.from(body);
          for (let cut = 0; cut <= bytes.length; cut += 1) {
            const events = decodeInMemory([bytes.subarray(0, cut), bytes.subarray(cut)]);
            if (JSON.stringify(events) !== expected) expect(events, `cut at byte ${cut}`).toEqual(whole);
          }
        }
      },
    );

    // Catches: an answer that is shown as whole although its end never came.
    it.each(vendor.transcripts.map((script) => [script.name, script] as const))(
      'every prefix ends as truncated until the end marker was in it: %s',
      (_, script) => {
        const end = script.body.slice(0, script.endsAt ?? script.body.length).trimEnd();
        const endBytes = Buffer.byteLength(end);
        const bytes = Buffer.from(script.body);
        const wholeText = textOf(script.expected);
        const answers = new Map<string, Answer>();
        for (let cut = 0; cut <= bytes.length; cut += 1) {
          const events = decodeInMemory([bytes.subarray(0, cut)]);
          const known = JSON.stringify(events);
          const answer = answers.get(known) ?? mapInMemory(events, vendor.createMapper);
          answers.set(known, answer);
          const outcome = cut < endBytes ? 'truncated' : script.expected.outcome;
          if (answer.outcome !== outcome) expect(answer.outcome, `prefix of ${cut} bytes`).toBe(outcome);
          if (!wholeText.startsWith(textOf(answer)))
            expect(textOf(answer), `prefix of ${cut}`).toBe(wholeText);
        }
      },
    );
  });

  describe('what is sent', () => {
    it('goes to the right place with the key in its header, and nowhere else', async () => {
      await ask(replyOf(transcript('text')));
      const sent = server.requests.at(-1);
      const [header, value] = vendor.keyHeader(key);
      expect(`${sent?.method ?? ''} ${sent?.path ?? ''}`).toBe(vendor.streamPath);
      expect(sent?.headers[header]).toBe(value);
      expect(sent?.path).not.toContain(key);
      expect(sent?.body).not.toContain(key);
      expect(sent?.body).toContain('Hello “Parley” 🙂');
      expect(sent?.body).toContain('Answer briefly.');
    });

    // Catches: signatures and reasoning items that were parsed and written again.
    it('replays its own state exactly, and never that of another vendor', async () => {
      server.next(replyOf(transcript('text')));
      const foreign = { kind: 'elsewhere.item', data: '{"foreign":"state-of-another"}' };
      const messages: readonly RequestMessage[] = [
        ...vendor.replay.messages,
        { role: 'user', parts: [{ type: 'text', text: 'And then?', state: null }] },
        {
          role: 'assistant',
          parts: [
            { type: 'thinking', text: 'foreign thought', state: foreign },
            { type: 'text', text: 'foreign text', state: foreign },
          ],
        },
        { role: 'user', parts: [{ type: 'text', text: 'Go on.', state: null }] },
      ];
      await partsOf(connect().stream(requestOf(vendor, messages), new AbortController().signal));
      const body = server.requests.at(-1)?.body ?? '';
      expect(() => JSON.parse(body) as unknown).not.toThrow();
      for (const piece of vendor.replay.contains) expect(body).toContain(piece);
      expect(body).toContain('foreign text');
      expect(body).not.toContain('foreign thought');
      expect(body).not.toContain('state-of-another');
    });
  });

  describe('how a connection may fail', () => {
    const cutBody = (): string => {
      const { body } = transcript('text');
      return body.slice(0, Math.floor(body.length / 2));
    };

    it.each([
      ['a clean end of the connection', finish],
      ['a reset', reset],
    ])('ends as truncated and keeps the text after %s', async (_, step) => {
      let noteText: (value: undefined) => void = () => undefined;
      const hasText = new Promise<undefined>((resolve) => (noteText = resolve));
      server.next(eventStream(cutBody(), until(hasText), step));
      const parts: StreamPart[] = [];
      for await (const part of connect().stream(requestOf(vendor), new AbortController().signal)) {
        parts.push(part);
        if (part.type === 'part-delta') noteText(undefined);
      }
      const answer = answerOf(parts);
      expect(answer.outcome).toBe('truncated');
      expect(answer.error?.code).toBe('truncated');
      expect(textOf(answer).length).toBeGreaterThan(0);
      expect(textOf(transcript('text').expected).startsWith(textOf(answer))).toBe(true);
    });

    it('ends as truncated when HTTP itself ends well', async () => {
      expect((await ask(eventStream(cutBody()))).outcome).toBe('truncated');
    });

    it('tells a connection that was reset before the answer', async () => {
      const answer = await ask({ rawHead: '', steps: [reset] });
      expect(answer).toMatchObject({ outcome: 'error', error: { code: 'network', reason: 'reset' } });
    });

    it('tells a server that is not there', async () => {
      const gone = await startProviderServer();
      await gone.close();
      const stream = connect(gone.origin).stream(requestOf(vendor), new AbortController().signal);
      expect(answerOf(await partsOf(stream)).error).toEqual({ code: 'network', reason: 'refused' });
    });

    it('tells an empty body', async () => {
      const answer = await ask(eventStream(''));
      expect(answer.error).toEqual({ code: 'protocol', reason: 'empty-response' });
    });

    it('tells a login page from an answer', async () => {
      const answer = await ask({
        headers: { 'content-type': 'text/html; charset=utf-8' },
        steps: [write('<html><body>Welcome to the airport</body></html>')],
      });
      expect(answer.error).toEqual({ code: 'network', reason: 'captive' });
    });

    it('tells a broken event, and keeps the text before it', async () => {
      const answer = await ask(eventStream(`${cutBody().replace(/[^\n]*$/, '')}data: {"broken": \n\n`));
      expect(answer.outcome).toBe('error');
      expect(answer.error).toEqual({ code: 'protocol', reason: 'malformed' });
    });

    // Catches: a key that follows a redirect to whoever the first host names.
    it.each([301, 302, 303, 307, 308])('does not follow a redirect with %s', async (status) => {
      const elsewhere = await startProviderServer();
      const answer = await ask({
        status,
        headers: { location: `${elsewhere.origin}/steal` },
        steps: [],
      });
      expect(answer.error).toEqual({ code: 'network', reason: 'redirect' });
      expect(elsewhere.requests).toHaveLength(0);
      await elsewhere.close();
    });

    it('reads what is packed with gzip and flushed event by event', async () => {
      const { body, expected } = transcript('text');
      const pieces = body.split(/(?<=\n\n)/);
      const answer = await ask({
        headers: { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' },
        steps: (await gzipFlushed(pieces)).map((piece) => write(piece)),
      });
      expect(answer).toEqual(expected);
    });
  });

  describe('Stop', () => {
    // Catches: a Stop that waits for the next token, counts as a failure, or leaves the socket open.
    it('ends as cancelled at once, keeps the text and closes the socket', async () => {
      const controller = new AbortController();
      const { body } = transcript('text');
      server.next(eventStream(body.slice(0, Math.floor(body.length / 2)), stall));
      const parts: StreamPart[] = [];
      let stoppedAt = 0;
      for await (const part of connect().stream(requestOf(vendor), controller.signal)) {
        parts.push(part);
        if (part.type === 'part-delta' && stoppedAt === 0) {
          stoppedAt = performance.now();
          controller.abort();
        }
      }
      const answer = answerOf(parts);
      expect(answer.outcome).toBe('cancelled');
      expect(parts.filter(({ type }) => type === 'part-delta')).toHaveLength(1);
      const closedAt = await server.requests.at(-1)?.socketClosed;
      expect((closedAt ?? Infinity) - stoppedAt).toBeLessThan(100);
    });

    it('ends as cancelled while the provider has not answered', async () => {
      const controller = new AbortController();
      const count = server.requests.length;
      server.next({ rawHead: '', steps: [stall] });
      const parts = partsOf(connect().stream(requestOf(vendor), controller.signal));
      const request = await server.received(count + 1);
      controller.abort();
      expect(await parts).toEqual([{ type: 'turn-end', outcome: 'cancelled', error: null }]);
      await request.socketClosed;
    });

    it('sends nothing when it was pressed before', async () => {
      const count = server.requests.length;
      const parts = await partsOf(connect().stream(requestOf(vendor), AbortSignal.abort()));
      expect(parts).toEqual([{ type: 'turn-end', outcome: 'cancelled', error: null }]);
      expect(server.requests).toHaveLength(count);
    });
  });

  describe('answers that are errors', () => {
    it.each(vendor.failures.map((failure) => [failure.name, failure] as const))(
      'is told apart: %s',
      async (_, { status, headers, body, expected }) => {
        server.next(jsonReply(status, body, headers));
        const parts = await partsOf(connect().stream(requestOf(vendor), new AbortController().signal));
        const last = parts.at(-1);
        expect(parts).toHaveLength(1);
        expect(last).toMatchObject({ type: 'turn-end', error: { status, ...expected } });
        expect(JSON.stringify(last)).not.toContain(key);
      },
    );
  });

  describe('models', () => {
    it('lists what one can talk with', async () => {
      server.next(jsonReply(200, vendor.modelList.body));
      const result = await connect().listModels(new AbortController().signal);
      expect(result.ok && result.value.map(({ id }) => id)).toEqual(vendor.modelList.ids);
      expect(`GET ${server.requests.at(-1)?.path ?? ''}`).toBe(`GET ${vendor.modelList.path}`);
      const [header, value] = vendor.keyHeader(key);
      expect(server.requests.at(-1)?.headers[header]).toBe(value);
    });

    it('says that a key is wrong', async () => {
      const [wrongKey] = vendor.failures;
      server.next(jsonReply(wrongKey?.status ?? 401, wrongKey?.body));
      const result = await connect().listModels(new AbortController().signal);
      expect(result).toMatchObject({ ok: false, error: { code: 'auth' } });
    });
  });
}

const textOf = (answer: Answer): string =>
  answer.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
