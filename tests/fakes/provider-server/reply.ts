import zlib from 'node:zlib';

/** One thing that a scripted provider does, in order. */
export type Step =
  | { readonly do: 'write'; readonly bytes: string | Uint8Array }
  /** A slow provider; never a way for a test to wait. */
  | { readonly do: 'pause'; readonly ms: number }
  /** Goes on when the test says so. */
  | { readonly do: 'until'; readonly event: Promise<unknown> }
  /** Keeps the socket open in silence until the client closes it. */
  | { readonly do: 'stall' }
  /** Closes the connection (FIN) in the middle of the reply. */
  | { readonly do: 'finish' }
  /** Resets the connection (RST). It overtakes what the client has not read yet: let it read first, with `until`. */
  | { readonly do: 'reset' };

/** A reply; when its steps are done, it ends as HTTP wants it. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** `raw` bodies end with the connection; otherwise each write is a chunk. */
  readonly framing?: 'chunked' | 'raw';
  /** Bytes in place of status and headers; nothing when empty. The body is then raw. */
  readonly rawHead?: string;
  readonly steps: readonly Step[];
}

export const write = (bytes: string | Uint8Array): Step => ({ do: 'write', bytes });
export const stall: Step = { do: 'stall' };
export const finish: Step = { do: 'finish' };
export const reset: Step = { do: 'reset' };
export const until = (event: Promise<unknown>): Step => ({ do: 'until', event });
export const pause = (ms: number): Step => ({ do: 'pause', ms });

/** A stream of events, one write each. */
export const eventStream = (body: string, ...more: readonly Step[]): Reply => ({
  headers: { 'content-type': 'text/event-stream; charset=utf-8' },
  steps: [...(body === '' ? [] : [write(body)]), ...more],
});

export const jsonReply = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Reply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  steps: [write(typeof body === 'string' ? body : JSON.stringify(body))],
});

/** Pieces packed with gzip and flushed after each, as a server does that streams. */
export async function gzipFlushed(pieces: readonly string[]): Promise<readonly Buffer[]> {
  const gzip = zlib.createGzip();
  const packed: Buffer[] = [];
  let collected: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => collected.push(chunk));
  for (const piece of pieces) {
    gzip.write(piece);
    await new Promise<void>((resolve) => {
      gzip.flush(zlib.constants.Z_SYNC_FLUSH, resolve);
    });
    packed.push(Buffer.concat(collected));
    collected = [];
  }
  await new Promise((resolve) => {
    gzip.once('end', resolve);
    gzip.end();
  });
  packed.push(Buffer.concat(collected));
  return packed;
}

export function headOf(reply: Reply): string {
  const { status = 200, headers = {}, framing = 'chunked' } = reply;
  const lines = [
    `HTTP/1.1 ${status} Scripted`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(framing === 'chunked' ? ['transfer-encoding: chunked'] : ['connection: close']),
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}
