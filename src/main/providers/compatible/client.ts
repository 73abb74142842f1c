import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import { isPrivateHost } from '#shared/domain/base-url';
import type { Result } from '#shared/kernel/result';
import type {
  ConnectProvider,
  ProviderEndpoint,
  ProviderModel,
  StreamTimers,
} from '#main/ports/chat-provider';
import { openClient, postJson } from '../openai/open-client';
import { callOnce } from '../wire/call-once';
import { parseBodyJson } from '../wire/event-json';
import { defaultTimers, streamTurn } from '../wire/stream-turn';
import { httpFailureOf } from '../wire/wire-error';
import { readModelList } from './models';
import { createMapper } from './stream';
import { toAppError } from './to-app-error';
import { toRequest } from './to-request';

/** A server of one's own may load a model and read a long prompt on a slow machine before its first word. */
const patientTimers: StreamTimers = { ...defaultTimers, firstByteMs: 300_000, idleMs: 300_000 };

/** Chat Completions of any server, through the OpenAI SDK's client; bytes are decoded by `wire`. */
export const connectCompatible: ConnectProvider = (endpoint) => ({
  stream: (request, signal, onExchange) =>
    streamTurn({
      signal,
      onExchange,
      timers: isOwnServer(endpoint.baseUrl) ? patientTimers : defaultTimers,
      open: async (fetch, turnSignal) => {
        const client = await openClient(endpoint, addressOf(endpoint), fetch);
        try {
          return await postJson(client, '/chat/completions', toRequest(request), turnSignal);
        } catch (error) {
          // Nothing was answered yet: a server that does not know the option is asked again without it.
          if (!refusesUsageOption(error)) throw error;
          return await postJson(client, '/chat/completions', toRequest(request, false), turnSignal);
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
      const client = await openClient(endpoint, addressOf(endpoint), fetch);
      const response = await client.get('/models', { signal: callSignal }).asResponse();
      return readModelList(parseBodyJson(await response.text()));
    },
    toAppError,
  });
}

function addressOf(endpoint: ProviderEndpoint): string {
  if (endpoint.baseUrl !== null && URL.canParse(endpoint.baseUrl)) return endpoint.baseUrl;
  throw new AppError(
    appError('provider.invalid-url', `${endpoint.name} has no address. Enter one in Settings.`),
  );
}

const isOwnServer = (baseUrl: string | null): boolean =>
  baseUrl !== null && URL.canParse(baseUrl) && isPrivateHost(new URL(baseUrl).hostname);

function refusesUsageOption(error: unknown): boolean {
  const failure = httpFailureOf(error);
  const isRefusal = failure?.status === 400 || failure?.status === 422;
  return isRefusal && failure.bodyText.includes('stream_options');
}
