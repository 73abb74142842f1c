import type { Readable } from 'node:stream';
import { request, type Dispatcher } from 'undici';
import { AppError, appError } from '#shared/errors/app-error';
import { isPrivateHost } from '#shared/domain/base-url';
import type { AnswerHead } from '#main/ports/chat-provider';
import type { ExchangeLog } from './exchange-log';
import { inflateBody } from './inflate-body';
import { dispatcherFor, proxiesInUse } from './dispatcher';
import { readHeadroom } from './read-headroom';
import { keysIn, withoutKeys } from './sent-keys';
import { startSilenceTimer } from './silence-timer';
import { toTransportError } from './transport-error';
import { HttpFailureError } from './wire-error';

/**
 * What the SDKs call in place of `fetch`. It answers only with 2xx. Everything else is thrown: HttpFailureError with the
 * status, headers and body (64 KB); AppError `network` for redirects, captive portals and the transport.
 */
export type WireFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

const maxFailureBytes = 64 * 1024;
const failureDeadlineMs = 5_000;
const maxResponseBytes = 256 * 1024 * 1024;

/**
 * `log` is told of every request and answer as it passes, `onAnswer` of the headers of each; the keys that are sent are added
 * to `sentKeys`.
 */
export const createWireFetch =
  (
    log: ExchangeLog | null,
    sentKeys: Set<string> = new Set(),
    onAnswer?: (answer: AnswerHead) => void,
  ): WireFetch =>
  async (input, init = {}) => {
    const asked = input instanceof Request ? input : null;
    const url = new URL(input instanceof Request ? input.url : input);
    refusePlainText(url);
    const signal = init.signal ?? asked?.signal ?? null;
    const headers = Object.fromEntries(new Headers(init.headers ?? asked?.headers));
    const body = await bodyOf(init.body ?? asked?.body ?? null, headers);
    const method = init.method ?? asked?.method ?? 'GET';
    log?.request(method, url, headers, body);
    for (const key of keysIn(headers)) sentKeys.add(key);
    const sentAt = performance.now();
    let answer: Dispatcher.ResponseData;
    try {
      answer = await request(url, {
        method,
        headers: { ...headers, 'accept-encoding': 'identity' },
        body,
        signal,
        dispatcher: dispatcherFor(url),
      });
    } catch (error) {
      if (signal?.aborted === true) throw error;
      throw new AppError(toTransportError(error, { host: url.host, proxies: proxiesInUse() }));
    }
    // Destroyed without a listener, a body would end the process.
    answer.body.on('error', () => undefined);
    const answered = flatHeaders(answer.headers);
    onAnswer?.({
      connectMs: performance.now() - sentAt,
      headroom: readHeadroom(answered, Date.now()),
      keyLast4: keysIn(headers).at(0)?.slice(-4) ?? null,
    });
    return await answerOf(url, answer, answered, log, sentKeys);
  };

async function answerOf(
  url: URL,
  answer: Dispatcher.ResponseData,
  headers: Record<string, string>,
  log: ExchangeLog | null,
  sentKeys: ReadonlySet<string>,
): Promise<Response> {
  const { statusCode, body } = answer;
  log?.answer(statusCode, headers);
  if ([301, 302, 303, 307, 308].includes(statusCode)) {
    body.destroy();
    throw new AppError(redirected(url, headers['location'] ?? ''));
  }
  const chunks = inflateBody(body, headers['content-encoding'] ?? '', maxResponseBytes);
  if (statusCode < 200 || statusCode > 299) {
    const bodyText = await failureText(chunks, body);
    log?.bytes(Buffer.from(bodyText));
    throw new HttpFailureError({ status: statusCode, headers, bodyText: withoutKeys(bodyText, sentKeys) });
  }
  if (/^text\/html\b/i.test(headers['content-type'] ?? '')) {
    body.destroy();
    throw new AppError(
      appError(
        'network',
        `${url.host} answered with a web page instead of a model's answer. A login page of this network, or the wrong address?`,
        {
          reason: 'captive',
          status: statusCode,
        },
      ),
    );
  }
  delete headers['content-encoding'];
  delete headers['content-length'];
  return new Response(statusCode === 204 || statusCode === 205 ? null : streamOf(chunks, body), {
    status: statusCode,
    headers,
  });
}

/** The last door before the network: a key never travels in the clear over the internet, whatever was configured. */
function refusePlainText(url: URL): void {
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isPrivateHost(url.hostname))) return;
  throw new AppError(
    appError(
      'provider.invalid-url',
      `${url.host} must be asked over https://: over http:// a key could be read on the way.`,
    ),
  );
}

/** A web stream that pulls one chunk at a time and closes the socket when it is cancelled, also in mid-read. */
function streamOf(chunks: AsyncGenerator<Uint8Array, void>, body: Readable): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await chunks.next();
          if (next.done === true) controller.close();
          else controller.enqueue(next.value);
        } catch (error) {
          body.destroy();
          throw error;
        }
      },
      cancel() {
        body.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}

/** The start of a failure's body, as far as it comes within five seconds. */
async function failureText(chunks: AsyncGenerator<Uint8Array, void>, body: Readable): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const deadline = startSilenceTimer(failureDeadlineMs, () => body.destroy());
  try {
    for await (const chunk of chunks) {
      pieces.push(chunk);
      length += chunk.length;
      if (length >= maxFailureBytes) break;
    }
  } catch {
    // The status is known: what came of the body is enough.
  } finally {
    deadline.stop();
    body.destroy();
  }
  return Buffer.concat(pieces).subarray(0, maxFailureBytes).toString('utf8');
}

function redirected(from: URL, location: string) {
  const target = URL.canParse(location, from.href) ? new URL(location, from.href).host : 'another address';
  return appError(
    'network',
    `${from.host} sent Parley on to ${target.slice(0, 200)}. Keys are never sent along: use the final address as the base URL.`,
    { reason: 'redirect' },
  );
}

/** undici sends text and bytes as they are; anything else (a form, a file) is encoded by the platform first. */
async function bodyOf(
  body: RequestInit['body'],
  headers: Record<string, string>,
): Promise<string | Uint8Array | null> {
  if (body === null || body === undefined || typeof body === 'string') return body ?? null;
  if (body instanceof Uint8Array) return body;
  const encoded = new Response(body);
  headers['content-type'] ??= encoded.headers.get('content-type') ?? 'application/octet-stream';
  return new Uint8Array(await encoded.arrayBuffer());
}

function flatHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
