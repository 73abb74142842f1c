import type { ProbeServer } from './local-servers';

/** More than any list of models on one's own computer. */
const maxBytes = 1_000_000;

/** Asks a server on this computer for its models with the platform's own fetch: no key, no redirect, a small answer. */
export const probeServer: ProbeServer = async (modelsUrl, limitMs) => {
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

/** The shape of `GET /v1/models`: `{"data": [{"id": …}, …]}`; a server without a model answers null or nothing there. */
export function countModels(body: unknown): number | null {
  if (typeof body !== 'object' || body === null) return null;
  if ('data' in body && Array.isArray(body.data)) return body.data.length;
  return 'object' in body && body.object === 'list' ? 0 : null;
}
