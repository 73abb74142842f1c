import { setTimeout as pauseFor } from 'node:timers/promises';
import { appError } from '#shared/errors/app-error';
import { ok } from '#shared/kernel/result';
import type { StreamPart } from '#shared/domain/stream-part';
import type { ChatRequest, ConnectProvider, ProviderModel, RequestMessage } from '#main/ports/chat-provider';
import { composeAnswer } from './compose-answer';
import type { HelpPage } from './help-page';
import { PassageIndex } from './rank-passages';
import { readBundledPages } from './read-pages';

export const guideModel: ProviderModel = {
  id: 'guide',
  name: 'Guide',
  contextWindow: null,
  outputLimit: null,
  supportsImages: false,
  makesImages: false,
  supportsThinking: false,
  thinkingLevels: null,
  createdAt: null,
  deprecated: false,
  prices: null,
};

export interface GuideOptions {
  readonly readPages: () => readonly HelpPage[];
  /** Rejects at once when the signal is aborted. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

const paceMs = 12;
/** However long the answer is, it is there after about a second. */
const mostBatches = 80;
const continuePattern = /^(your last answer was cut off\b|(please )?(continue|go on|carry on|keep going)\b)/i;

/** The built-in provider: an offline guide, not a language model. It needs no key and no network. */
export function createGuide({ readPages, pause }: GuideOptions): ConnectProvider {
  let help: { readonly pages: readonly HelpPage[]; readonly index: PassageIndex } | null = null;
  const open = () => {
    const pages = help?.pages ?? readPages();
    help ??= { pages, index: new PassageIndex(pages) };
    return help;
  };
  return () => ({
    async *stream(request, signal): AsyncGenerator<StreamPart, void> {
      try {
        const { pages, index } = open();
        const answer = answerTo(request, (questions) => composeAnswer(questions, index, pages));
        yield* tell(answer, pause, signal);
      } catch (error) {
        const what = error instanceof Error ? error.message : String(error);
        yield {
          type: 'turn-end',
          outcome: 'error',
          error: appError('internal', `The Guide could not read its pages. ${what}`),
        };
      }
    },
    listModels: () => Promise.resolve(ok([guideModel])),
  });
}

export const connectGuide: ConnectProvider = createGuide({
  readPages: readBundledPages,
  pause: async (ms, signal) => await pauseFor(ms, undefined, { signal }),
});

/** The whole answer, or what is missing of one that was cut off and is to be continued. */
function answerTo(request: ChatRequest, compose: (questions: readonly string[]) => string): string {
  const { messages } = request;
  const last = messages.at(-1);
  const isContinuation =
    last?.role === 'assistant' ||
    (messages.at(-2)?.role === 'assistant' && last !== undefined && continuePattern.test(textOf(last)));
  if (isContinuation) {
    const upTo = last.role === 'assistant' ? messages.length - 1 : messages.length - 2;
    const told = textOf(messages[upTo] ?? last);
    const whole = compose(questionsIn(messages.slice(0, upTo)));
    if (whole.startsWith(told) && whole.length > told.length) return whole.slice(told.length);
  }
  return compose(questionsIn(messages));
}

const questionsIn = (messages: readonly RequestMessage[]): readonly string[] =>
  messages.filter(({ role }) => role === 'user').map(textOf);

const textOf = (message: RequestMessage): string =>
  message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');

/** A few words at a time, so that it reads like a reply. Aborting ends it between two of them. */
async function* tell(
  answer: string,
  pause: GuideOptions['pause'],
  signal: AbortSignal,
): AsyncGenerator<StreamPart, void> {
  // Read anew after every pause: Stop comes while the reader holds a part.
  const isStopped = (): boolean => signal.aborted;
  yield { type: 'answered-by', modelId: guideModel.id, requestId: null };
  yield { type: 'part-start', index: 0, kind: 'text' };
  for (const batch of batchesOf(answer)) {
    if (!isStopped()) await pause(paceMs, signal).catch(() => undefined);
    if (isStopped()) break;
    yield { type: 'part-delta', index: 0, delta: batch };
  }
  yield { type: 'part-end', index: 0, state: null };
  yield { type: 'turn-end', outcome: isStopped() ? 'cancelled' : 'complete', error: null };
}

function batchesOf(answer: string): readonly string[] {
  const words = answer.match(/\s*\S+\s*?/g) ?? [];
  const size = Math.max(2, Math.ceil(words.length / mostBatches));
  const batches: string[] = [];
  for (let start = 0; start < words.length; start += size) {
    batches.push(words.slice(start, start + size).join(''));
  }
  return batches;
}
