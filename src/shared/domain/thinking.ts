/** How a model can be told to think: with a word of the vendor's, or with a number of tokens. */
export type ThinkingOffer =
  | {
      readonly kind: 'levels';
      /** Least first, as the vendor writes them; `none` turns thinking off. */
      readonly levels: readonly string[];
    }
  | {
      readonly kind: 'budget';
      /** Tokens that thinking may take. */
      readonly min: number;
      readonly max: number;
      readonly canBeOff: boolean;
    };

/** The choice that turns a model's thinking off. */
export const noThinking = 'none';

const budgets = [1024, 2048, 4096, 8192, 16_384, 24_576, 32_768, 65_536];

/**
 * What a person can choose for a model, least first; besides, a choice can be left to the provider. A budget is written as
 * its number of tokens.
 */
export function listThinkingChoices(offer: ThinkingOffer | null): readonly string[] {
  if (offer === null) return [];
  if (offer.kind === 'levels') return offer.levels;
  const { min, max, canBeOff } = offer;
  const tokens = budgets.filter((budget) => budget >= min && budget <= max).map(String);
  return canBeOff ? [noThinking, ...tokens] : tokens;
}

/** The choice, if this model offers it: one that was made for another model is left aside. */
export const thinkingChoiceFor = (offer: ThinkingOffer | null, choice: string | null): string | null =>
  choice !== null && listThinkingChoices(offer).includes(choice) ? choice : null;
