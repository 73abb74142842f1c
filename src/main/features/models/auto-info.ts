import { autoModel } from '#shared/domain/auto-model';
import { formatModelRef, type ModelInfo } from '#shared/domain/model';

/** “Auto” among the models. What it can do is what the model it chooses can. */
export const autoInfo = (favourites: ReadonlySet<string>): ModelInfo => ({
  ref: autoModel,
  name: 'Auto',
  providerName: 'Parley',
  contextWindow: null,
  outputLimit: null,
  supportsImages: true,
  makesImages: false,
  supportsThinking: null,
  thinking: null,
  pricing: null,
  createdAt: null,
  deprecated: false,
  isFavourite: favourites.has(formatModelRef(autoModel)),
  isHidden: false,
  isCustom: false,
});

/** First of all, where there is anything to choose from. */
export const withAuto = (
  models: readonly ModelInfo[],
  favourites: ReadonlySet<string>,
): readonly ModelInfo[] =>
  models.some(({ ref }) => ref.providerId !== 'guide') ? [autoInfo(favourites), ...models] : models;
