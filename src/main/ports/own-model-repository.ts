import type { ModelRef } from '#shared/domain/model';
import type { CustomModel, OwnPrices } from '#shared/domain/own-model';

/** What a person said of one model. */
export interface OwnModel {
  /** A model that the person added. */
  readonly custom: CustomModel | null;
  /** With the day on which they were set, `YYYY-MM-DD`. */
  readonly prices: (OwnPrices & { readonly setOn: string }) | null;
  readonly isHidden: boolean;
}

export interface OwnModelRepository {
  /** Of every model of a provider of which anything was said. */
  listOf(providerId: string): readonly (OwnModel & { readonly modelId: string })[];
  find(model: ModelRef): OwnModel | null;
  /** Changes what is given. A model of which nothing is said any more is forgotten. */
  save(models: readonly ModelRef[], change: Partial<OwnModel>): void;
}
