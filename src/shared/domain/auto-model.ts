import type { ProviderId } from './ids';

/** “Auto” stands where a model does, and is none: Parley chooses one for each message by rules. */
export const autoModel = { providerId: 'auto' as ProviderId, modelId: 'auto' };

export const isAuto = (ref: { readonly providerId: string } | null): boolean =>
  ref?.providerId === autoModel.providerId;

export const autoConditions = ['images', 'long', 'always'] as const;
export const autoChoices = ['cheapest', 'fastest', 'first'] as const;
export const autoPools = ['favourites', 'defaults', 'all'] as const;
