import type { Exchange } from '#main/ports/chat-provider';
import { formText } from './form-text';
import { keysIn } from './sent-keys';

/** Answers are kept up to here. */
const mostBytes = 4 * 1024 * 1024;

/** Headers whose values tell something and are never secret; of all others only the name is kept. */
const plainHeaders =
  /^(accept|connection|keep-alive|transfer-encoding|server|content-length|x-stainless-[\w-]+|content-type|user-agent|anthropic-(version|beta)|openai-(beta|version|processing-ms)|date|retry-after(-ms)?|(x-)?request-id|x-ratelimit-[\w-]+|anthropic-ratelimit-[\w-]+)$/;
const plainParameters: ReadonlySet<string> = new Set(['alt', 'beta', 'api-version']);
const leftOut = '(left out)';

/** Notes one request and its answer as they pass. A request that is sent again takes the place of the one before. */
export interface ExchangeLog {
  request(
    method: string,
    url: URL,
    headers: Readonly<Record<string, string>>,
    body: string | Uint8Array | null,
  ): void;
  answer(status: number, headers: Readonly<Record<string, string>>): void;
  bytes(chunk: Uint8Array): void;
  /** Null when nothing was sent. */
  finish(): Exchange | null;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: Uint8Array[];
  length: number;
  isWhole: boolean;
}

export function createExchangeLog(): ExchangeLog {
  let sent: Omit<Exchange, 'answer'> | null = null;
  let answer: Answer | null = null;
  let secrets: readonly string[] = [];
  return {
    request(method, url, headers, body) {
      answer = null;
      secrets = keysIn(headers);
      sent = {
        method,
        url: withoutSecrets(url),
        headers: shownHeaders(headers),
        body: textOf(body, headers),
      };
    },
    answer(status, headers) {
      answer = { status, headers: shownHeaders(headers), chunks: [], length: 0, isWhole: true };
    },
    bytes(chunk) {
      if (answer === null || !answer.isWhole) return;
      const room = mostBytes - answer.length;
      answer.chunks.push(chunk.length <= room ? chunk : chunk.subarray(0, room));
      answer.length += Math.min(room, chunk.length);
      answer.isWhole = chunk.length <= room;
    },
    finish() {
      if (sent === null) return null;
      if (answer === null) return { ...sent, answer: null };
      const { status, headers, chunks, isWhole } = answer;
      const body = withoutEcho(Buffer.concat(chunks), secrets);
      return { ...sent, answer: { status, headers, body, isWhole } };
    },
  };
}

function textOf(body: string | Uint8Array | null, headers: Readonly<Record<string, string>>): string {
  if (body === null || typeof body === 'string') return body ?? '';
  return formText(body, headers['content-type'] ?? '') ?? Buffer.from(body).toString('utf8');
}

const shownHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      plainHeaders.test(name.toLowerCase()) ? value : leftOut,
    ]),
  );

function withoutSecrets(url: URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  for (const name of [...shown.searchParams.keys()]) {
    if (!plainParameters.has(name)) shown.searchParams.set(name, leftOut);
  }
  return shown.href;
}

/** Bytes as they are, but for the keys in them. */
function withoutEcho(body: Buffer, secrets: readonly string[]): Uint8Array {
  const found = secrets.filter((secret) => body.includes(secret));
  if (found.length === 0) return body;
  const text = found.reduce((rest, secret) => rest.replaceAll(secret, '[key]'), body.toString('latin1'));
  return Buffer.from(text, 'latin1');
}
