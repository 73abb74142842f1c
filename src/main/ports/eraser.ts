import type { ConversationId, PersonaId } from '#shared/domain/ids';

export type EraseTarget =
  | { readonly type: 'conversations'; readonly ids: readonly ConversationId[] }
  | { readonly type: 'persona'; readonly id: PersonaId };

export type ErasureTrigger = 'person' | 'terminal' | 'rule';

/** What went, counted while it went. */
export interface Erased {
  readonly what: 'conversation' | 'persona' | 'rule';
  /** Who asked for it, whichever start has ended it. */
  readonly trigger: ErasureTrigger;
  readonly conversations: number;
  readonly messages: number;
  readonly files: number;
  readonly snapshotsRewritten: number;
  readonly snapshotsRemoved: number;
  readonly quarantineRemoved: number;
  /** False: the disk is too full to write the database anew; it is tried again at the next start. */
  readonly isCompacted: boolean;
}

export interface EverythingCounts {
  readonly conversations: number;
  readonly messages: number;
  readonly personas: number;
  readonly files: number;
}

/** Erases for good, everywhere under the data folder. There is no way back. Throws AppError `storage.*`. */
export interface Eraser {
  /**
   * Rows first, durably, then everything that still holds a trace. One waits for the one before: `assertReady` is called
   * in the tick in which the rows go, and nothing is erased when it throws. `trigger`: `person` when it is left out.
   * Throws `conversation.held`.
   */
  erase(
    target: EraseTarget,
    asked?: { readonly trigger?: ErasureTrigger; readonly assertReady?: () => void },
  ): Promise<Erased>;
  /** Goes on with one that a kill cut off; null when there is none. */
  finish(): Promise<Erased | null>;
  /** Notes that everything is to go: the next start does it before it does anything else. Throws `conversation.held`. */
  markEverything(request: {
    readonly trigger: 'person' | 'terminal';
    readonly receiptPath: string | null;
    readonly remains: readonly string[];
  }): void;
  countEverything(): EverythingCounts;
}
