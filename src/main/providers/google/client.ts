import type { GoogleGenAI } from '@google/genai';
import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import { vendorAddresses } from '#shared/domain/provider-origin';
import type { Result } from '#shared/kernel/result';
import type {
  ChatRequest,
  ConnectProvider,
  ProviderEndpoint,
  ProviderModel,
} from '#main/ports/chat-provider';
import { apiRoot } from '../wire/api-root';
import { callOnce } from '../wire/call-once';
import { effortLeftOut } from '../wire/effort-left-out';
import { streamTurn, type LeftOut } from '../wire/stream-turn';
import { httpFailureOf } from '../wire/wire-error';
import type { WireFetch } from '../wire/wire-fetch';
import { factsOf, toProviderModel } from './models';
import { createMapper } from './stream';
import { toAppError } from './to-app-error';
import { toRequest, type LeftAside } from './to-request';

/** The vendor's own address, written out: the SDK would else look for another in the environment. */
const vendorAddress = vendorAddresses.google;
/** More than there are; a server that never ends its pages is left there. */
const mostModels = 2000;
const imageLineBytes = 64 * 1024 * 1024;

/**
 * Gemini's API. The SDK lists models; it gives no access to the bytes of a stream, so the documented endpoint is called
 * through `wire`.
 */
export const connectGoogle: ConnectProvider = (endpoint) => ({
  stream: (request, signal, onExchange, onAnswer) =>
    streamTurn({
      signal,
      onExchange,
      onAnswer,
      timers: endpoint.timers,
      open: (...wire) => openStream(endpoint, request, ...wire),
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
  leftOut: LeftOut,
): Promise<Response> {
  const key = await readKey(endpoint);
  const path = request.modelId.includes('/') ? request.modelId : `models/${request.modelId}`;
  const name = path.split('/').map(encodeURIComponent).join('/');
  const ask = (without: LeftAside): Promise<Response> =>
    fetch(`${addressOf(endpoint)}/${name}:streamGenerateContent?alt=sse`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key === null ? {} : { 'x-goog-api-key': key }) },
      body: JSON.stringify(toRequest(request, without)),
      signal,
    });
  const tries: LeftAside[] =
    request.thinkingEffort === null ? ['nothing', 'thoughts'] : ['nothing', 'effort', 'thoughts'];
  for (;;) {
    try {
      return await ask(tries.shift() ?? 'thoughts');
    } catch (error) {
      // Nothing was answered yet: what this model does not take is left out, each once.
      const failure = httpFailureOf(error);
      if (tries.length === 0 || failure?.status !== 400 || !/thinking/i.test(failure.bodyText)) throw error;
      if (tries[0] === 'effort') leftOut(effortLeftOut);
    }
  }
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
  const [, baseUrl = '', apiVersion = ''] = /^(.*)\/([^/]*)$/.exec(addressOf(endpoint)) ?? [];
  const { GoogleGenAI: Client } = await import('@google/genai');
  return new Client({
    // A server of one's own may want no key; without one the SDK would look for one on this machine.
    apiKey: key ?? 'none',
    // Neither may the environment of this machine turn it into a client of another product.
    vertexai: false,
    apiVersion,
    httpOptions: { baseUrl, apiVersion, fetch },
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
function addressOf(endpoint: ProviderEndpoint): string {
  const root = apiRoot(endpoint.baseUrl ?? vendorAddress, '');
  return /\/v\d\w*$/.test(root) ? root : `${root}/v1beta`;
}
