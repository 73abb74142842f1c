import type { ChatProvider, ChatRequest, ConnectProvider, ProviderModel } from '#main/ports/chat-provider';
import type { StreamPart, TurnEnd } from '#shared/domain/stream-part';
import type { TokenUsage } from '#shared/domain/usage';
import { appError, type AppErrorData, type ErrorCode } from '#shared/errors/app-error';
import type { Result } from '#shared/kernel/result';

export type Answer = (request: ChatRequest, signal: AbortSignal) => AsyncIterable<StreamPart>;

export interface Asked {
  readonly providerId: string;
  readonly request: ChatRequest;
  readonly key: string | null;
}

/** A provider that answers what a test tells it to, and remembers what it was asked. */
export interface ScriptedProvider {
  readonly connect: ConnectProvider;
  readonly asked: Asked[];
  /** Answers of the next requests, in order; after them every request is answered with "Hello.". */
  readonly answers: Answer[];
  /** What every provider lists; a test may look at the key. */
  listModels: (key: string | null) => Result<readonly ProviderModel[], AppErrorData>;
}

export const usage: TokenUsage = {
  input: 10,
  output: 5,
  cachedInput: null,
  cacheWrite: null,
  reasoning: null,
  imageInput: null,
  imageOutput: null,
};
export const completeEnd: TurnEnd = { type: 'turn-end', outcome: 'complete', error: null };
export const errorEnd = (code: ErrorCode, rest: Partial<AppErrorData> = {}): TurnEnd => ({
  type: 'turn-end',
  outcome: 'error',
  error: appError(code, `It failed with ${code}.`, rest),
});

export const textParts = (text: string, index = 0): StreamPart[] => [
  { type: 'part-start', index, kind: 'text' },
  { type: 'part-delta', index, delta: text },
  { type: 'part-end', index, state: null },
];

export const play = (...parts: readonly StreamPart[]): Answer =>
  async function* () {
    await Promise.resolve();
    yield* parts;
  };
export const say = (text: string): Answer => play(...textParts(text), { type: 'usage', usage }, completeEnd);
export const failWith = (code: ErrorCode, rest: Partial<AppErrorData> = {}): Answer =>
  play(errorEnd(code, rest));

/** Says what the test pushes, one by one. It never notices an abort, as a hung connection would not. */
export function liveAnswer(): { readonly answer: Answer; readonly push: (...parts: StreamPart[]) => void } {
  const queue: StreamPart[] = [];
  let wake = (): void => undefined;
  return {
    push(...parts) {
      queue.push(...parts);
      wake();
    },
    answer: async function* () {
      for (;;) {
        for (let part = queue.shift(); part !== undefined; part = queue.shift()) yield part;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

export const listedModel = (id: string, rest: Partial<ProviderModel> = {}): ProviderModel => ({
  id,
  name: null,
  contextWindow: null,
  outputLimit: null,
  supportsImages: null,
  makesImages: null,
  supportsThinking: null,
  thinkingLevels: null,
  createdAt: null,
  deprecated: false,
  prices: null,
  ...rest,
});

export function scriptedProvider(): ScriptedProvider {
  const provider: ScriptedProvider = {
    asked: [],
    answers: [],
    listModels: () => ({ ok: true, value: [listedModel('test-model')] }),
    connect: (endpoint): ChatProvider => ({
      async *stream(request, signal) {
        const key = await endpoint.readKey();
        provider.asked.push({ providerId: endpoint.id, request, key });
        yield* (provider.answers.shift() ?? say('Hello.'))(request, signal);
      },
      async listModels() {
        return provider.listModels(await endpoint.readKey());
      },
    }),
  };
  return provider;
}
