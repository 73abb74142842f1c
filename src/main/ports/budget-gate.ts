import type { PersonaId, ProviderId } from '#shared/domain/ids';
import type { ModelInfo, Pricing } from '#shared/domain/model';

/** Whose money a request spends. */
export interface Spender {
  readonly providerId: ProviderId;
  readonly personaId: PersonaId | null;
}

/** What a budget says to a request before it is sent; the sentence is for a person. */
export type BudgetVerdict =
  | { readonly action: 'go' }
  | { readonly action: 'warn' | 'ask' | 'block'; readonly sentence: string };

/** Asked before every request, each retry included. */
export interface BudgetGate {
  /** False when no budget counts this: nothing needs to be estimated then. */
  counts(spender: Spender): boolean;
  /** What a request may cost, in whole nano-dollars; null when its price is unknown. */
  estimate(
    model: Pick<ModelInfo, 'ref' | 'outputLimit' | 'makesImages'>,
    inputTokens: number,
    pricing: Pricing | null,
  ): number | null;
  /**
   * To be followed, in the same tick, by opening its row in the ledger with that estimate set aside: so no two requests are
   * let through for the same money. What has no known price, or costs nothing, is not held up.
   */
  judge(spender: Spender, nanos: number | null): BudgetVerdict;
  /** After a request has ended: tells once when a budget has reached 80 % and 100 %. Never throws. */
  noteSettled(): void;
}
