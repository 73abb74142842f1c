import type { ModelRef } from '#shared/domain/model';

/** What a message needs of a model. */
export interface AutoNeed {
  /** Estimated, of all that is sent. */
  readonly tokens: number;
  readonly hasImages: boolean;
}

export interface AutoChoice {
  /** All that fit, the chosen one first: the others are asked when it does not answer. Never empty. */
  readonly models: readonly ModelRef[];
  /** A sentence for the message. */
  readonly reason: string;
}

/** Chooses a model for one message by the person's rules. */
export interface AutoChooser {
  /** Throws `model.not-found` with a sentence when no model fits. */
  choose(need: AutoNeed): Promise<AutoChoice>;
}
