import type { ModelRef } from '#shared/domain/model';
import { modelRefSchema } from '#shared/domain/model';

/** A model as two columns; both are null together. */
export const toModelColumns = (
  model: ModelRef | null,
): { modelProviderId: string | null; modelId: string | null } => ({
  modelProviderId: model?.providerId ?? null,
  modelId: model?.modelId ?? null,
});

/** Null when there is none, or when what is stored no longer names one. */
export const fromModelColumns = (row: {
  readonly modelProviderId: string | null;
  readonly modelId: string | null;
}): ModelRef | null =>
  modelRefSchema.safeParse({ providerId: row.modelProviderId, modelId: row.modelId }).data ?? null;
