import type { AppErrorData } from '#shared/errors/app-error';
import type { AttachmentRef } from '#shared/domain/attachment';
import type { BoxKey } from '#shared/domain/draft-key';
import type { AttemptId, ConversationId, MessageId, PersonaId } from '#shared/domain/ids';
import type { MessageStatus, MessageView } from '#shared/domain/message';
import type { ModelRef, Pricing } from '#shared/domain/model';
import type { Part } from '#shared/domain/part';
import type { ProviderState, TurnOutcome } from '#shared/domain/stream-part';
import type { TokenUsage } from '#shared/domain/usage';

/** How a turn opens: a new question, another version of one, another answer to the same question, or more of the same answer. */
export type OpenTurn =
  | {
      readonly kind: 'send';
      readonly conversationId: ConversationId;
      readonly messageId: MessageId;
      /** Must be the head of the conversation, else `conversation.stale`. */
      readonly parentId: MessageId | null;
      readonly text: string;
      /** Stored files; their parts come before the text. Throws `attachment.not-found`. */
      readonly files: readonly AttachmentRef[];
      readonly answerId: MessageId;
      readonly title: string;
      readonly model: ModelRef | null;
      readonly personaId: PersonaId | null;
      readonly thinkingEffort: string | null;
      /** It waited for the end of a reply: it is taken off the queue, and the message box stays as it is. */
      readonly isQueued?: boolean;
      /** The message box that is empty then, where it makes a conversation. */
      readonly draftKey?: BoxKey;
    }
  /** Another version of a question, beside the edited one. */
  | {
      readonly kind: 'edit';
      readonly conversationId: ConversationId;
      readonly edited: MessageId;
      readonly messageId: MessageId;
      readonly text: string;
      readonly files: readonly AttachmentRef[];
      readonly answerId: MessageId;
    }
  | {
      readonly kind: 'sibling';
      readonly conversationId: ConversationId;
      /** The assistant message that gets another version. */
      readonly beside: MessageId;
      readonly answerId: MessageId;
    }
  /** The same message streams again: after a failure without text, or to go on. Its parts stay. */
  | { readonly kind: 'reopen'; readonly conversationId: ConversationId; readonly answerId: MessageId };

export interface OpenAttempt {
  readonly id: AttemptId;
  readonly answerId: MessageId;
  readonly model: ModelRef;
  readonly modelName: string;
  readonly startedAt: number;
  /** The persona that is used. */
  readonly personaId?: PersonaId | null;
  /** What the model costs today; left out or null it is unknown. */
  readonly pricing?: Pricing | null;
  /** Whole nano-dollars that budgets set aside for it. */
  readonly reserved?: number | null;
  /** When the answer that is used again was given; the model is not asked, and nothing stands in the ledger. */
  readonly cachedAt?: number | null;
}

/** A visible part and its opaque state; `opaque` parts hold only state. Index is the place in the message. */
export interface StoredPart {
  readonly index: number;
  readonly part: Part | { readonly type: 'opaque' };
  readonly state: ProviderState | null;
}

/** Text received since the last checkpoint, to be appended to a part; or a whole image, as the JSON of its part. */
export interface PartAppend {
  readonly index: number;
  readonly kind: 'text' | 'thinking' | 'image';
  readonly text: string;
}

export interface SettleAttempt {
  readonly id: AttemptId;
  /** It has no row yet, because nothing was asked of anybody: both are written at once. */
  readonly opening?: OpenAttempt;
  readonly outcome: TurnOutcome | 'interrupted';
  readonly error: AppErrorData | null;
  /** The model as the provider named it, if it did. */
  readonly answeredBy: string | null;
  readonly requestId: string | null;
  readonly usage: TokenUsage;
  /** Pictures in the answer; left out, none. */
  readonly images?: number;
  /** US dollars, null when unknown. */
  readonly cost: number | null;
  readonly connectMs?: number | null;
  /** What it was charged by; left out or null, what it was opened with. */
  readonly price?: Pricing | null;
  readonly firstTokenMs: number | null;
  readonly totalMs: number;
}

/** What one attempt sent and got, gzip. */
export interface StoredExchange {
  readonly attemptId: AttemptId;
  readonly messageId: MessageId;
  readonly status: number | null;
  /** JSON `{method, url, headers, body}`. */
  readonly request: Buffer;
  /** JSON `{headers, body, isWhole}`; null when no answer came. */
  readonly response: Buffer | null;
}

/** The writing side of a conversation: one short transaction per method. Throws AppError `storage.*`, `conversation.*`. */
export interface TurnRepository {
  /** User row + assistant row `streaming` (+ the conversation), durable when it returns. Clears the draft of a send, or the queue. */
  openTurn(turn: OpenTurn): void;
  openAttempt(attempt: OpenAttempt): void;
  /** Appends text of a live answer; at most 250 ms or 1 KB apart. */
  checkpoint(answerId: MessageId, appends: readonly PartAppend[]): void;
  /** Ends one attempt in the ledger without ending the message (a retry follows). */
  settleAttempt(attempt: SettleAttempt): void;
  /**
   * Ends the message and its last attempt. `parts` are all parts of this turn (whole, replacing checkpoints), starting at
   * the message's first index of this turn. Idempotent: only a `streaming` row is settled. Returns the message as stored.
   */
  settle(
    answerId: MessageId,
    status: Exclude<MessageStatus, 'streaming'>,
    error: AppErrorData | null,
    parts: readonly StoredPart[],
    attempt: SettleAttempt | null,
  ): MessageView;
  /** Keeps what an attempt sent and got; dropped without a word when its message is gone. */
  saveExchange(exchange: StoredExchange): void;
  /** At start: what was left `streaming` becomes `interrupted`. Returns how many. */
  interruptLeftovers(): number;
}
