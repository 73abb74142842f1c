import type { MessageId } from '#shared/domain/ids';

/** An answer as it is kept. */
export interface KeptAnswer {
  readonly body: Buffer;
  /** Epoch ms at which the model gave it. */
  readonly createdAt: number;
}

export interface CacheLimits {
  /** Epoch ms. What was answered before is too old. */
  readonly notBefore: number;
  /** Of all answers together, as they are stored. */
  readonly maxBytes: number;
}

/** Answers that may be used again, by the hash of everything that was sent. Throws AppError `storage.*`. */
export interface AnswerCache {
  /** Null when there is none as young as that, or it is not as it was stored. */
  find(key: string, notBefore: number): KeptAnswer | null;
  /** In the place of an older one; it goes when its message goes. The oldest make room. */
  save(
    answer: KeptAnswer & { readonly key: string; readonly messageId: MessageId },
    limits: CacheLimits,
  ): void;
  size(): { readonly answers: number; readonly bytes: number };
  clear(): void;
}
