import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import { isPrivateHost } from '#shared/domain/base-url';
import type { Result } from '#shared/kernel/result';
import type {
  ChatRequest,
  ConnectProvider,
  ProviderEndpoint,
  ProviderModel,
  StreamTimers,
} from '#main/ports/chat-provider';
import { openClient, postJson } from '../openai/open-client';
import { callOnce } from '../wire/call-once';
import { effortLeftOut } from '../wire/effort-left-out';
import { parseBodyJson } from '../wire/event-json';
import { defaultTimers, streamTurn } from '../wire/stream-turn';
import { httpFailureOf } from '../wire/wire-error';
import { readModelList } from './models';
import { createMapper } from './stream';
import { toAppError } from './to-app-error';
import { toRequest, type OptionalParameter } from './to-request';

/** A server of one's own may load a model and read a long prompt on a slow machine before its first word. */
const patientTimers: StreamTimers = { ...defaultTimers, firstByteMs: 300_000, idleMs: 300_000 };

/** A whole image is one line. */
const imageLineBytes = 64 * 1024 * 1024;

/** Chat Completions of any server, through the OpenAI SDK's client; bytes are decoded by `wire`. */
export const connectCompatible: ConnectProvider = (endpoint) => ({
  stream: (request, signal, onExchange, onAnswer) =>
    streamTurn({
      signal,
      onExchange,
      onAnswer,
      timers: endpoint.timers ?? (isOwnServer(endpoint.baseUrl) ? patientTimers : defaultTimers),
      open: async (fetch, turnSignal, leftOut) => {
        const client = await openClient(endpoint, addressOf(endpoint), fetch);
        const without = new Set<OptionalParameter>();
        for (;;) {
          try {
            return await postJson(client, '/chat/completions', toRequest(request, without), turnSignal);
          } catch (error) {
            // Nothing was answered yet: what this server does not know is left out, each once.
            const refused = refusedParameter(error, request);
            if (refused === null || without.has(refused)) throw error;
            without.add(refused);
            if (refused === 'reasoning_effort') leftOut(effortLeftOut);
          }
        }
      },
      createMapper,
      toAppError,
      // Where nobody said that a model draws, it may all the same.
      ...(request.makesImages === false ? {} : { maxLineBytes: imageLineBytes }),
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

/** The parameter that a refusal names; servers call the effort by several names. */
function refusedParameter(error: unknown, request: ChatRequest): OptionalParameter | null {
  const failure = httpFailureOf(error);
  if (failure?.status !== 400 && failure?.status !== 422) return null;
  if (failure.bodyText.includes('stream_options')) return 'stream_options';
  const isAboutThinking = /reasoning|effort|think/i.test(failure.bodyText);
  return request.thinkingEffort !== null && isAboutThinking ? 'reasoning_effort' : null;
}
