interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Reads HTTP/1.1 requests with a content-length, or in chunks, off one connection. */
export function createRequestReader(onRequest: (request: Received) => void): { push(chunk: Buffer): void } {
  let bytes = Buffer.alloc(0);
  return {
    push(chunk) {
      bytes = Buffer.concat([bytes, chunk]);
      for (;;) {
        const headEnd = bytes.indexOf('\r\n\r\n');
        if (headEnd === -1) return;
        const [requestLine = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
        const headers = Object.fromEntries(
          lines.map((line) => {
            const colon = line.indexOf(':');
            return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
          }),
        );
        const body = readBody(bytes.subarray(headEnd + 4), headers);
        if (body === null) return;
        bytes = bytes.subarray(headEnd + 4 + body.length);
        const [method = '', path = ''] = requestLine.split(' ');
        onRequest({ method, path, headers, body: body.text });
      }
    },
  };
}

function readBody(
  bytes: Buffer,
  headers: Readonly<Record<string, string>>,
): { readonly text: string; readonly length: number } | null {
  if (headers['transfer-encoding'] !== 'chunked') {
    const length = Number(headers['content-length'] ?? 0);
    return bytes.length < length ? null : { text: bytes.subarray(0, length).toString('utf8'), length };
  }
  const pieces: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd === -1) return null;
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString('latin1'), 16);
    const start = lineEnd + 2;
    if (bytes.length < start + size + 2) return null;
    if (size === 0) return { text: Buffer.concat(pieces).toString('utf8'), length: start + 2 };
    pieces.push(bytes.subarray(start, start + size));
    at = start + size + 2;
  }
}
