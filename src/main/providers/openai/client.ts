import type { AppErrorData } from '#shared/errors/app-error';
import { vendorAddresses } from '#shared/domain/provider-origin';
import type { Result } from '#shared/kernel/result';
import type {
  ChatRequest,
  ConnectProvider,
  ProviderEndpoint,
  ProviderModel,
} from '#main/ports/chat-provider';
import { callOnce } from '../wire/call-once';
import { effortLeftOut } from '../wire/effort-left-out';
import { objectAt, parseBodyJson, stringAt } from '../wire/event-json';
import { streamTurn, type LeftOut } from '../wire/stream-turn';
import { httpFailureOf } from '../wire/wire-error';
import type { WireFetch } from '../wire/wire-fetch';
import { drawImage } from './draw-image';
import { isImageModel, readModelList } from './models';
import { openClient, postJson } from './open-client';
import { createMapper } from './stream';
import { toAppError } from './to-app-error';
import { optionalParameters, toRequest, type OptionalParameter } from './to-request';

/** The vendor's own address, written out: the SDK would else look for another in the environment. */
const vendorAddress = vendorAddresses.openai;

/** The Responses API through the vendor's SDK, which builds, authenticates and sends; bytes are decoded by `wire`. */
export const connectOpenai: ConnectProvider = (endpoint) => ({
  stream: (request, signal, onExchange, onAnswer) => {
    const address = endpoint.baseUrl ?? vendorAddress;
    const told = { signal, onExchange, onAnswer };
    if (isImageModel(request.modelId)) return drawImage({ endpoint, address, request, ...told });
    return streamTurn({
      ...told,
      timers: endpoint.timers,
      open: (...wire) => openResponse(endpoint, request, ...wire),
      createMapper,
      toAppError,
    });
  },
  listModels: (signal) => listModels(endpoint, signal),
});

async function openResponse(
  endpoint: ProviderEndpoint,
  request: ChatRequest,
  fetch: WireFetch,
  signal: AbortSignal,
  leftOut: LeftOut,
): Promise<Response> {
  const client = await openClient(endpoint, endpoint.baseUrl ?? vendorAddress, fetch);
  const without = new Set<OptionalParameter>();
  for (;;) {
    try {
      return await postJson(client, '/responses', toRequest(request, without), signal);
    } catch (error) {
      // Nothing was answered yet: what this model or account does not take is left out, each once.
      const refused = refusedParameter(error);
      if (refused === null || without.has(refused)) throw error;
      without.add(refused);
      const isChoiceLost = refused === 'effort' || (refused === 'reasoning' && !without.has('effort'));
      if (isChoiceLost && request.thinkingEffort !== null) leftOut(effortLeftOut);
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
      const client = await openClient(endpoint, endpoint.baseUrl ?? vendorAddress, fetch);
      const response = await client.get('/models', { signal: callSignal }).asResponse();
      return readModelList(parseBodyJson(await response.text()));
    },
    toAppError,
  });
}

/** The parameter that a 400 names, if it is one that a request can do without. */
function refusedParameter(error: unknown): OptionalParameter | null {
  const failure = httpFailureOf(error);
  if (failure?.status !== 400) return null;
  const said = objectAt(parseBodyJson(failure.bodyText), 'error');
  const param = stringAt(said, 'param') ?? '';
  const message = stringAt(said, 'message') ?? '';
  if (/encrypted content is not supported/i.test(message)) return 'include';
  if (param === 'reasoning.effort') return 'effort';
  if (param === 'reasoning.summary') return 'summary';
  return optionalParameters.find((name) => param === name || param.startsWith(`${name}.`)) ?? null;
}
