import { connect } from 'node:net';
import type { ProbeServer } from './local-servers';

/** More than any list of models on one's own computer. */
const maxBytes = 1_000_000;

/** Asks a server on this computer for its models with the platform's own fetch: no key, no redirect, a small answer. */
export const probeServer: ProbeServer = async (modelsUrl, limitMs) => {
  if (!(await isListening(modelsUrl, limitMs))) return null;
  try {
    const response = await fetch(modelsUrl, { redirect: 'error', signal: AbortSignal.timeout(limitMs) });
    if (!response.ok || response.body === null) return null;
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      if (!(chunk instanceof Uint8Array)) return null;
      size += chunk.length;
      if (size > maxBytes) return null;
      chunks.push(chunk);
    }
    return countModels(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  } catch {
    return null;
  }
};

/** Mostly nobody listens: that is told at once, and without loading the whole of fetch at a start (100 ms of this process). */
function isListening(url: string, limitMs: number): Promise<boolean> {
  const { hostname, port } = new URL(url);
  // An IPv6 address stands in brackets in a URL.
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) });
    const end = (isOpen: boolean): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.setTimeout(limitMs, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

/** The shape of `GET /v1/models`: `{"data": [{"id": …}, …]}`; a server without a model answers null or nothing there. */
export function countModels(body: unknown): number | null {
  if (typeof body !== 'object' || body === null) return null;
  if ('data' in body && Array.isArray(body.data)) return body.data.length;
  return 'object' in body && body.object === 'list' ? 0 : null;
}
