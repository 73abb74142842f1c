import type { AttemptId, ConversationId, PersonaId } from '#shared/domain/ids';
import type { LedgerPurpose } from '#shared/domain/ledger';
import type { ModelRef, Pricing } from '#shared/domain/model';
import type { TurnOutcome } from '#shared/domain/stream-part';
import type { TokenUsage } from '#shared/domain/usage';
import type { AppErrorData } from '#shared/errors/app-error';

/** A request that is about to be sent. */
export interface LedgerOpening {
  readonly id: AttemptId;
  readonly purpose: LedgerPurpose;
  readonly model: ModelRef;
  readonly modelName: string;
  readonly personaId: PersonaId | null;
  readonly conversationId: ConversationId | null;
  /** Epoch ms. */
  readonly startedAt: number;
  /** The price of this day, which is kept with the row. */
  readonly pricing: Pricing | null;
  /** Whole nano-dollars that it may cost; null when nobody asked. */
  readonly reserved: number | null;
}

/** How it ended. */
export interface LedgerEnd {
  readonly id: AttemptId;
  readonly outcome: TurnOutcome | 'interrupted';
  /** Its code, reason and status are kept, its words are not. */
  readonly error: AppErrorData | null;
  readonly answeredBy: string | null;
  readonly usage: TokenUsage;
  readonly images: number;
  /** US dollars; null when unknown. */
  readonly cost: number | null;
  /** From the request to the headers of its answer; null when none came, or nobody measured it. */
  readonly connectMs?: number | null;
  /** What it was charged by; null leaves what the row was opened with. */
  readonly price: Pricing | null;
  readonly firstTokenMs: number | null;
  readonly totalMs: number;
}

/** What was asked of models. Durable when it returns; a row is closed once and never changed or removed afterwards. */
export interface Ledger {
  open(opening: LedgerOpening): void;
  close(end: LedgerEnd): void;
}
