import type { StreamPart } from '#shared/domain/stream-part';
import type {
  AnswerHead,
  ChatRequest,
  Exchange,
  ProviderEndpoint,
  StreamTimers,
} from '#main/ports/chat-provider';
import { objectAt, parseBodyJson, stringAt } from '../wire/event-json';
import { defaultTimers, streamTurn } from '../wire/stream-turn';
import { httpFailureOf } from '../wire/wire-error';
import {
  optionalImageParameters,
  toImageRequest,
  type ImageRequest,
  type OptionalImageParameter,
} from './image-request';
import { createImageMapper } from './image-stream';
import { openClient, postForm, postJson } from './open-client';
import { toAppError } from './to-app-error';

/** An image of high quality takes minutes, most of them in silence. */
const drawingTimers: StreamTimers = { ...defaultTimers, firstByteMs: 300_000, idleMs: 300_000 };
/** A whole image is one line. */
const imageLineBytes = 64 * 1024 * 1024;

interface Drawing {
  readonly endpoint: ProviderEndpoint;
  readonly address: string;
  readonly request: ChatRequest;
  readonly signal: AbortSignal;
  readonly onExchange: ((exchange: Exchange) => void) | undefined;
  readonly onAnswer: ((answer: AnswerHead) => void) | undefined;
}

/** The Images API: one answer of an image model. */
export const drawImage = ({
  endpoint,
  address,
  request,
  signal,
  onExchange,
  onAnswer,
}: Drawing): AsyncGenerator<StreamPart, void> =>
  streamTurn({
    signal,
    onExchange,
    onAnswer,
    timers: drawingTimers,
    maxLineBytes: imageLineBytes,
    open: async (fetch, turnSignal) => {
      const client = await openClient(endpoint, address, fetch);
      const send = ({ path, body }: ImageRequest): Promise<Response> =>
        typeof body === 'string'
          ? postJson(client, path, body, turnSignal)
          : postForm(client, path, body, turnSignal);
      const without = new Set<OptionalImageParameter>();
      for (;;) {
        try {
          return await send(toImageRequest(request, without));
        } catch (error) {
          // Nothing was drawn yet: what this model or server does not know is left out, each once.
          const refused = refusedParameter(error);
          if (refused === null || without.has(refused)) throw error;
          without.add(refused);
        }
      }
    },
    createMapper: createImageMapper,
    toAppError,
  });

function refusedParameter(error: unknown): OptionalImageParameter | null {
  const failure = httpFailureOf(error);
  if (failure?.status !== 400) return null;
  const param = stringAt(objectAt(parseBodyJson(failure.bodyText), 'error'), 'param');
  return optionalImageParameters.find((name) => name === param) ?? null;
}
