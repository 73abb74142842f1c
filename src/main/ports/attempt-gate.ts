import type { ModelRef } from '#shared/domain/model';

/** One model, asked with one key. */
export interface Way {
  readonly model: ModelRef;
  readonly modelName: string;
  /** Null: the provider has one key, or needs none. */
  readonly keyId: string | null;
  readonly keyLast4: string | null;
}
