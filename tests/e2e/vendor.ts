import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Protocol = 'responses' | 'chat' | 'anthropic' | 'google';

/** What the vendor says next: text in pieces, or a failure. */
export interface Reply {
  readonly pieces?: readonly string[];
  readonly thinking?: string;
  /** Stops after this many pieces until `release()` is called; at each of several. */
  readonly holdAfter?: number | readonly number[];
  /** Called when a piece has been written; the next one waits for it. */
  readonly pace?: (index: number) => Promise<void>;
  /** Ends the connection there, without an end marker. */
  readonly cutAfter?: number;
  readonly failure?: {
    readonly status: number;
    readonly body: unknown;
    readonly headers?: Record<string, string>;
  };
}

export interface Received {
  readonly protocol: Protocol;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** It asks for a title and belongs to no turn. */
  readonly isTitle: boolean;
  isClosed: boolean;
}

const frame = (data: unknown, event?: string): string =>
  `${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`;

interface Format {
  start(model: string): string;
  thinking(text: string): string;
  piece(text: string, index: number): string;
  end(model: string): string;
}

const formats: Record<Protocol, Format> = {
  responses: {
    start: (model) =>
      frame(
        {
          type: 'response.created',
          sequence_number: 0,
          response: { id: 'resp_1', model, status: 'in_progress', output: [] },
        },
        'response.created',
      ),
    thinking: (text) =>
      [
        frame(
          {
            type: 'response.output_item.added',
            output_index: 0,
            item: { id: 'rs_1', type: 'reasoning', summary: [] },
          },
          'response.output_item.added',
        ),
        frame(
          {
            type: 'response.reasoning_summary_text.delta',
            output_index: 0,
            summary_index: 0,
            item_id: 'rs_1',
            delta: text,
          },
          'response.reasoning_summary_text.delta',
        ),
        frame(
          {
            type: 'response.output_item.done',
            output_index: 0,
            item: {
              id: 'rs_1',
              type: 'reasoning',
              summary: [{ type: 'summary_text', text }],
              encrypted_content: 'c2VhbGVk',
            },
          },
          'response.output_item.done',
        ),
      ].join(''),
    piece: (text) =>
      frame(
        {
          type: 'response.output_text.delta',
          output_index: 1,
          content_index: 0,
          item_id: 'msg_1',
          delta: text,
        },
        'response.output_text.delta',
      ),
    end: (model) =>
      frame(
        {
          type: 'response.completed',
          response: {
            id: 'resp_1',
            model,
            status: 'completed',
            output: [],
            usage: { input_tokens: 12, output_tokens: 34, total_tokens: 46 },
          },
        },
        'response.completed',
      ),
  },
  chat: {
    start: (model) =>
      frame({
        id: 'c1',
        object: 'chat.completion.chunk',
        model,
        choices: [{ index: 0, delta: { role: 'assistant', content: '' } }],
      }),
    thinking: (text) => frame({ id: 'c1', choices: [{ index: 0, delta: { reasoning_content: text } }] }),
    piece: (text) =>
      frame({ id: 'c1', choices: [{ index: 0, delta: { content: text }, finish_reason: null }] }),
    end: () =>
      `${frame({ id: 'c1', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}${frame({ id: 'c1', choices: [], usage: { prompt_tokens: 12, completion_tokens: 34, total_tokens: 46 } })}data: [DONE]\n\n`,
  },
  anthropic: {
    start: (model) =>
      frame(
        {
          type: 'message_start',
          message: {
            id: 'msg_1',
            type: 'message',
            role: 'assistant',
            model,
            content: [],
            stop_reason: null,
            usage: { input_tokens: 12, output_tokens: 1 },
          },
        },
        'message_start',
      ),
    thinking: (text) =>
      [
        frame(
          {
            type: 'content_block_start',
            index: 0,
            content_block: { type: 'thinking', thinking: '', signature: '' },
          },
          'content_block_start',
        ),
        frame(
          { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: text } },
          'content_block_delta',
        ),
        frame(
          {
            type: 'content_block_delta',
            index: 0,
            delta: { type: 'signature_delta', signature: 'c2lnbmVk' },
          },
          'content_block_delta',
        ),
        frame({ type: 'content_block_stop', index: 0 }, 'content_block_stop'),
      ].join(''),
    piece: (text, index) =>
      [
        index === 0
          ? frame(
              { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
              'content_block_start',
            )
          : '',
        frame(
          { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text } },
          'content_block_delta',
        ),
      ].join(''),
    end: () =>
      [
        frame({ type: 'content_block_stop', index: 1 }, 'content_block_stop'),
        frame(
          {
            type: 'message_delta',
            delta: { stop_reason: 'end_turn', stop_sequence: null },
            usage: { output_tokens: 34 },
          },
          'message_delta',
        ),
        frame({ type: 'message_stop' }, 'message_stop'),
      ].join(''),
  },
  google: {
    start: () => '',
    thinking: (text) =>
      frame({ candidates: [{ content: { role: 'model', parts: [{ text, thought: true }] }, index: 0 }] }),
    piece: (text) => frame({ candidates: [{ content: { role: 'model', parts: [{ text }] }, index: 0 }] }),
    end: (model) =>
      frame({
        candidates: [{ content: { role: 'model', parts: [{ text: '' }] }, finishReason: 'STOP', index: 0 }],
        usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 34, totalTokenCount: 46 },
        modelVersion: model,
      }),
  },
};

const modelLists: Record<string, unknown> = {
  openai: {
    object: 'list',
    data: [
      { id: 'gpt-6-sol', object: 'model', created: 1, owned_by: 'openai' },
      { id: 'gpt-5.5', object: 'model', created: 1, owned_by: 'openai' },
    ],
  },
  anthropic: {
    data: [
      {
        type: 'model',
        id: 'claude-opus-5-5',
        display_name: 'Claude Opus 5.5',
        created_at: '2026-05-01T00:00:00Z',
        max_input_tokens: 200000,
        max_tokens: 32000,
      },
    ],
    has_more: false,
    first_id: 'claude-opus-5-5',
    last_id: 'claude-opus-5-5',
  },
  google: {
    models: [
      {
        name: 'models/gemini-3.8-flash',
        displayName: 'Gemini 3.8 Flash',
        inputTokenLimit: 1048576,
        outputTokenLimit: 65536,
        supportedGenerationMethods: ['generateContent'],
        thinking: true,
      },
    ],
  },
};

/** One loopback server that answers as any vendor does, told by the test what to say and when to go on. */
export class Vendor {
  readonly received: Received[] = [];
  readonly #server: Server;
  readonly #replies: Reply[] = [];
  readonly #held: (() => void)[] = [];
  readonly #titles: string[] = [];
  #validKeys: readonly string[] | null = null;
  #refusal: (key: string) => string = () => 'Incorrect API key provided.';
  #offered: unknown = null;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** `port`: that of one that was stopped; left out, one that is free. */
  static async start(port = 0): Promise<Vendor> {
    const server = createServer();
    const vendor = new Vendor(server);
    server.on('request', (request, response) => void vendor.#serve(request, response));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return vendor;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Answers the next chat request; without one a short reply is given. */
  next(reply: Reply): void {
    this.#replies.push(reply);
  }

  /** What the next request for a title is answered. */
  nextTitle(title: string): void {
    this.#titles.push(title);
  }

  /** Every list of models that is asked for is this one. */
  offer(list: unknown): void {
    this.#offered = list;
  }

  /** Every other key is refused with 401, as the vendor would; `refusal` makes the sentence, and may say the key back. */
  acceptOnly(keys: string | readonly string[], refusal = this.#refusal): void {
    this.#validKeys = typeof keys === 'string' ? [keys] : keys;
    this.#refusal = refusal;
  }

  /** Lets every held reply go on. */
  release(): void {
    for (const go of this.#held.splice(0)) go();
  }

  async stop(): Promise<void> {
    this.release();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const path = request.url ?? '/';
    const key = keyOf(request);
    if (this.#validKeys !== null && !this.#validKeys.includes(key)) {
      json(response, 401, {
        error: {
          message: this.#refusal(key),
          type: 'invalid_request_error',
          code: 'invalid_api_key',
        },
      });
      return;
    }
    if (request.method === 'GET') {
      json(response, 200, this.#offered ?? modelLists[vendorOf(request, path)]);
      return;
    }
    const protocol = protocolOf(path);
    if (protocol === null) {
      json(response, 404, { error: { message: `No such path: ${path}` } });
      return;
    }
    const isTitle = /Name this conversation/.test(body);
    const received: Received = { protocol, headers: request.headers, body, isTitle, isClosed: false };
    this.received.push(received);
    response.on('close', () => (received.isClosed = true));
    await this.#answer(received, path, response);
  }

  async #answer(
    { protocol, body, isTitle }: Received,
    path: string,
    response: ServerResponse,
  ): Promise<void> {
    const reply = (isTitle ? undefined : this.#replies.shift()) ?? {
      pieces: [isTitle ? (this.#titles.shift() ?? 'A title') : 'A short reply.'],
    };
    if (reply.failure) {
      json(response, reply.failure.status, reply.failure.body, reply.failure.headers);
      return;
    }
    const format = formats[protocol];
    const model = /"model":"([^"]+)"/.exec(body)?.[1] ?? /models\/([^:]+):/.exec(path)?.[1] ?? 'unknown';
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(format.start(model));
    if (reply.thinking !== undefined) response.write(format.thinking(reply.thinking));
    for (const [index, piece] of (reply.pieces ?? []).entries()) {
      if ([reply.holdAfter].flat().includes(index))
        await new Promise<void>((resolve) => this.#held.push(resolve));
      if (reply.cutAfter === index) {
        response.end();
        return;
      }
      response.write(format.piece(piece, index));
      await reply.pace?.(index);
    }
    response.end(format.end(model));
  }
}

/** The key of a request, wherever its vendor wants it. */
function keyOf({ headers }: IncomingMessage): string {
  const { authorization, 'x-api-key': anthropic, 'x-goog-api-key': google } = headers;
  return (
    [authorization?.replace('Bearer ', ''), anthropic, google].find((key) => key !== undefined)?.toString() ??
    ''
  );
}

const vendorOf = (request: IncomingMessage, path: string): string =>
  path.includes('v1beta')
    ? 'google'
    : request.headers['anthropic-version'] === undefined
      ? 'openai'
      : 'anthropic';

function protocolOf(path: string): Protocol | null {
  if (path.includes(':streamGenerateContent')) return 'google';
  if (path.includes('/chat/completions')) return 'chat';
  if (path.includes('/responses')) return 'responses';
  return path.includes('/messages') ? 'anthropic' : null;
}

function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
