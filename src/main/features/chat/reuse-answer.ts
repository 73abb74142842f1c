import { hash } from 'node:crypto';
import type { MessageId } from '#shared/domain/ids';
import type { StreamPart } from '#shared/domain/stream-part';
import type { ChatRequest } from '#main/ports/chat-provider';
import type { CacheLimits } from '#main/ports/answer-cache';
import type { ProviderView } from '#shared/domain/provider';
import type { ChatPorts } from './chat-ports';
import { decodeAnswer, encodeAnswer, recordAnswer, replayAnswer } from './answer-code';

type ReusePorts = Pick<ChatPorts, 'answerCache' | 'settings' | 'clock' | 'logger'>;

const dayMs = 86_400_000;
/** One answer takes at most this share of the room. */
const largestShare = 4;

/** An answer that was given to the very same question before. */
export interface ReusedAnswer {
  readonly stream: AsyncIterable<StreamPart>;
  readonly createdAt: number;
  /** What the message says of it. */
  readonly notice: string;
}

/** Everything that is sent, and where: whoever asks exactly this would ask the model the same. */
export const cacheKey = (
  { id, kind, baseUrl }: Pick<ProviderView, 'id' | 'kind' | 'baseUrl'>,
  request: ChatRequest,
): string => hash('sha256', JSON.stringify([1, id, kind, baseUrl, request]));

function limitsOf({ settings, clock }: ReusePorts): CacheLimits {
  const { cacheDays, cacheMegabytes } = settings.read();
  return { notBefore: clock.now() - cacheDays * dayMs, maxBytes: cacheMegabytes * 1_000_000 };
}

/** Null when the question has to be asked. What the cache cannot do does no harm: it is logged. */
export async function findAnswer(ports: ReusePorts, key: string): Promise<ReusedAnswer | null> {
  try {
    const kept = ports.answerCache.find(key, limitsOf(ports).notBefore);
    const answer = kept === null ? null : await decodeAnswer(kept.body);
    if (kept === null || answer === null) return null;
    const { createdAt } = kept;
    return { stream: replayAnswer(answer), createdAt, notice: noticeOf(ports.clock.now() - createdAt) };
  } catch (error) {
    ports.logger.warn('A kept answer could not be read', { reason: String(error) });
    return null;
  }
}

/** The stream as it comes; its answer is kept when it is complete. */
export const keepAnswer = (
  ports: ReusePorts,
  key: string,
  messageId: MessageId,
  stream: AsyncIterable<StreamPart>,
): AsyncIterable<StreamPart> =>
  recordAnswer(stream, (answer) => {
    void encodeAnswer(answer)
      .then((body) => {
        const limits = limitsOf(ports);
        if (body.length > limits.maxBytes / largestShare) return;
        ports.answerCache.save({ key, messageId, body, createdAt: ports.clock.now() }, limits);
      })
      .catch((error: unknown) => {
        ports.logger.warn('An answer could not be kept', { reason: String(error) });
      });
  });

const units = [
  ['day', dayMs],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

function noticeOf(ageMs: number): string {
  const [name, ms] = units.find(([, unitMs]) => ageMs >= unitMs) ?? ['second', 1_000];
  const count = Math.max(1, Math.floor(ageMs / ms));
  return `From the cache: this was answered ${count} ${name}${count === 1 ? '' : 's'} ago. Regenerate asks the model again.`;
}
