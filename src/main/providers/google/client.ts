import type { GoogleGenAI } from '@google/genai';
import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import type { Result } from '#shared/kernel/result';
import type {
  ChatRequest,
  ConnectProvider,
  ProviderEndpoint,
  ProviderModel,
} from '#main/ports/chat-provider';
import { callOnce } from '../wire/call-once';
import { streamTurn } from '../wire/stream-turn';
import type { WireFetch } from '../wire/wire-fetch';
import { factsOf, toProviderModel } from './models';
import { createMapper } from './stream';
import { toAppError } from './to-app-error';
import { toRequest } from './to-request';

/** More than there are; a server that never ends its pages is left there. */
const mostModels = 2000;
const imageLineBytes = 64 * 1024 * 1024;

/**
 * Gemini's API. The SDK lists models; it gives no access to the bytes of a stream, so the documented endpoint is called
 * through `wire`.
 */
export const connectGoogle: ConnectProvider = (endpoint) => ({
  stream: (request, signal) =>
    streamTurn({
      signal,
      open: (fetch, turnSignal) => openStream(endpoint, request, fetch, turnSignal),
      createMapper,
      toAppError,
      ...(factsOf(request.modelId).makesImages ? { maxLineBytes: imageLineBytes } : {}),
    }),
  listModels: (signal) => listModels(endpoint, signal),
});

async function openStream(
  endpoint: ProviderEndpoint,
  request: ChatRequest,
  fetch: WireFetch,
  signal: AbortSignal,
): Promise<Response> {
  const key = await readKey(endpoint);
  const url = addressOf(endpoint);
  const path = request.modelId.includes('/') ? request.modelId : `models/${request.modelId}`;
  url.pathname = `${url.pathname}/${path.split('/').map(encodeURIComponent).join('/')}:streamGenerateContent`;
  url.searchParams.set('alt', 'sse');
  return await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key === null ? {} : { 'x-goog-api-key': key }) },
    body: JSON.stringify(toRequest(request)),
    signal,
  });
}

async function listModels(
  endpoint: ProviderEndpoint,
  signal: AbortSignal,
): Promise<Result<readonly ProviderModel[], AppErrorData>> {
  return await callOnce({
    signal,
    call: async (fetch, callSignal) => {
      const client = await openClient(endpoint, fetch);
      const models: ProviderModel[] = [];
      const pages = await client.models.list({ config: { pageSize: 1000, abortSignal: callSignal } });
      for await (const entry of pages) {
        const model = toProviderModel(entry);
        if (model !== null) models.push(model);
        if (models.length >= mostModels) break;
      }
      return models;
    },
    toAppError,
  });
}

/** A client for one call: the key is read now and goes with it. */
async function openClient(endpoint: ProviderEndpoint, fetch: WireFetch): Promise<GoogleGenAI> {
  const key = await readKey(endpoint);
  const { origin, pathname } = addressOf(endpoint);
  const [, basePath = '', apiVersion = 'v1beta'] = /^(.*)\/(v\d\w*)$/.exec(pathname) ?? [];
  const { GoogleGenAI: Client } = await import('@google/genai');
  return new Client({
    // A server of one's own may want no key; without one the SDK would look for one on this machine.
    apiKey: key ?? 'none',
    // Neither may the environment of this machine turn it into a client of another product.
    vertexai: false,
    apiVersion,
    httpOptions: { baseUrl: `${origin}${basePath}`, apiVersion, fetch },
  });
}

async function readKey(endpoint: ProviderEndpoint): Promise<string | null> {
  const key = await endpoint.readKey();
  if (key === null && endpoint.baseUrl === null) {
    throw new AppError(appError('secret.missing', `Add a key for ${endpoint.name} in Settings to use it.`));
  }
  return key;
}

/** The base address with the version of the API, which an address may name itself. */
function addressOf(endpoint: ProviderEndpoint): URL {
  const url = new URL(endpoint.baseUrl ?? 'https://generativelanguage.googleapis.com');
  const path = url.pathname.replace(/\/+$/, '');
  url.pathname = /\/v\d\w*$/.test(path) ? path : `${path}/v1beta`;
  return url;
}
