import type Anthropic from '@anthropic-ai/sdk';
import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import type { Result } from '#shared/kernel/result';
import type { ConnectProvider, ProviderEndpoint, ProviderModel } from '#main/ports/chat-provider';
import { callOnce } from '../wire/call-once';
import { streamTurn } from '../wire/stream-turn';
import type { WireFetch } from '../wire/wire-fetch';
import { toProviderModel } from './models';
import { createMapper } from './stream';
import { toAppError } from './to-app-error';
import { toRequest } from './to-request';

/** More than any account has; a server that never ends its pages is left there. */
const mostModels = 2000;

/** The Messages API through the vendor's SDK, which builds, authenticates and sends; bytes are decoded by `wire`. */
export const connectAnthropic: ConnectProvider = (endpoint) => ({
  stream: (request, signal) =>
    streamTurn({
      signal,
      open: async (fetch, turnSignal) => {
        const client = await openClient(endpoint, fetch);
        return await client.messages.create(toRequest(request), { signal: turnSignal }).asResponse();
      },
      createMapper,
      toAppError,
    }),
  listModels: (signal) => listModels(endpoint, signal),
});

async function listModels(
  endpoint: ProviderEndpoint,
  signal: AbortSignal,
): Promise<Result<readonly ProviderModel[], AppErrorData>> {
  return await callOnce({
    signal,
    call: async (fetch, callSignal) => {
      const client = await openClient(endpoint, fetch);
      const models: ProviderModel[] = [];
      for await (const entry of client.models.list({ limit: 1000 }, { signal: callSignal })) {
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
async function openClient(endpoint: ProviderEndpoint, fetch: WireFetch): Promise<Anthropic> {
  const key = await endpoint.readKey();
  if (key === null && endpoint.baseUrl === null) {
    throw new AppError(appError('secret.missing', `Add a key for ${endpoint.name} in Settings to use it.`));
  }
  const { default: Client } = await import('@anthropic-ai/sdk');
  return new Client({
    // A server of one's own may want no key. One has to be given all the same: else the SDK looks for one on this machine.
    apiKey: key ?? 'none',
    ...(key === null ? { defaultHeaders: { 'x-api-key': null, authorization: null } } : {}),
    authToken: null,
    baseURL: (endpoint.baseUrl ?? 'https://api.anthropic.com').replace(/(\/v1)?\/*$/, ''),
    fetch,
    maxRetries: 0,
    // Our own timers end a turn; this one only has to stay out of their way.
    timeout: 24 * 60 * 60 * 1000,
    logLevel: 'off',
    openTelemetry: false,
  });
}
