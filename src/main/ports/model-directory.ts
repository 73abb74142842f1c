import type { ModelInfo, ModelRef } from '#shared/domain/model';

/** What is known of models: what providers told merged with the bundled catalogue. */
export interface ModelDirectory {
  /** Facts about a model, also about one that no list names (then most are null). */
  describe(ref: ModelRef): Promise<ModelInfo>;
  /** Every model of every provider that is ready, “Auto” with them, from what is stored: no request is made. */
  list(): Promise<readonly ModelInfo[]>;
  /** What to begin with at each provider that is ready, in their order. */
  listDefaults(): Promise<readonly ModelRef[]>;
  /** The best model of the first provider that is ready and is a language model; null when there is none. */
  findDefault(): Promise<ModelRef | null>;
}
