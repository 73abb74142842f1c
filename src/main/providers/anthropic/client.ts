import type Anthropic from '@anthropic-ai/sdk';
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
import { objectAt, parseBodyJson, stringAt } from '../wire/event-json';
import { streamTurn } from '../wire/stream-turn';
import { httpFailureOf } from '../wire/wire-error';
import type { WireFetch } from '../wire/wire-fetch';
import { toProviderModel } from './models';
import { createMapper } from './stream';
import { toAppError } from './to-app-error';
import { optionalParameters, toRequest, type OptionalParameter } from './to-request';

/** The vendor's own address, written out: the SDK would else look for another in the environment. */
const vendorAddress = vendorAddresses.anthropic;
/**
 * The version that every server of this protocol speaks, with the key in `x-api-key`. The SDK's own default is newer: it
 * refuses `temperature` for every model, and sends the key in a header that gateways may not read.
 */
const protocolVersion = '2023-06-01';
/** More than any account has; a server that never ends its pages is left there. */
const mostModels = 2000;

/** The Messages API through the vendor's SDK, which builds, authenticates and sends; bytes are decoded by `wire`. */
export const connectAnthropic: ConnectProvider = (endpoint) => ({
  stream: (request, signal, onExchange, onAnswer) =>
    streamTurn({
      signal,
      onExchange,
      onAnswer,
      timers: endpoint.timers,
      open: async (fetch, turnSignal, leftOut) => {
        const client = await openClient(endpoint, fetch);
        const without = new Set<OptionalParameter>();
        for (;;) {
          try {
            const body = toRequest(request, without);
            return await client.post('/v1/messages', { body, signal: turnSignal }).asResponse();
          } catch (error) {
            // Nothing was answered yet: what this model does not take is left out, each once.
            const refused = refusedParameter(error, request, without);
            if (refused === null || without.has(refused)) throw error;
            without.add(refused);
            if (refused === 'effort') leftOut(effortLeftOut);
          }
        }
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

/** The parameter that a 400 is about, if it is one that a request can do without. */
function refusedParameter(
  error: unknown,
  request: ChatRequest,
  without: ReadonlySet<OptionalParameter>,
): OptionalParameter | null {
  const failure = httpFailureOf(error);
  if (failure?.status !== 400) return null;
  const message = stringAt(objectAt(parseBodyJson(failure.bodyText), 'error'), 'message') ?? '';
  // What is wrong with a message, a signature for one, is not wrong with a parameter.
  if (message.startsWith('messages.')) return null;
  // What a person chose goes out in one of these.
  const isChosen = !without.has('effort') && request.thinkingEffort !== null;
  if (isChosen && /\b(output_config|effort|thinking)\b/i.test(message)) return 'effort';
  return optionalParameters.find((name) => new RegExp(`\\b${name}\\b`, 'i').test(message)) ?? null;
}

/** A client for one call: the key is read now and goes with it. */
async function openClient(endpoint: ProviderEndpoint, fetch: WireFetch): Promise<Anthropic> {
  const key = await endpoint.readKey();
  if (key === null && endpoint.baseUrl === null) {
    throw new AppError(appError('secret.missing', `Add a key for ${endpoint.name} in Settings to use it.`));
  }
  const { default: Client } = await import('@anthropic-ai/sdk');
  return new Client({
    // One has to be given, even for a server that wants none: else the SDK looks for one on this machine.
    apiKey: key ?? 'none',
    defaultHeaders: { 'x-api-key': key, authorization: null, 'anthropic-version': protocolVersion },
    authToken: null,
    baseURL: apiRoot(endpoint.baseUrl ?? vendorAddress, '').replace(/\/v1$/, ''),
    fetch,
    maxRetries: 0,
    // Our own timers end a turn; this one only has to stay out of their way.
    timeout: 24 * 60 * 60 * 1000,
    logLevel: 'off',
    openTelemetry: false,
  });
}
