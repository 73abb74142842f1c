import type { ModelRef } from '#shared/domain/model';
import { soundText } from './sound-text';
import { providerIdSchema } from '#shared/domain/ids';

/** A model by what a source calls its maker and it; null when that names none. */
export function modelRef(provider: string, model: string | null): ModelRef | null {
  const modelId = soundText((model ?? '').trim().slice(0, 300));
  const providerId = providerIdSchema.safeParse(
    provider
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/gu, '-')
      .replace(/^[^a-z0-9]+/u, '')
      .slice(0, 64),
  );
  return modelId === '' || !providerId.success ? null : { providerId: providerId.data, modelId };
}
