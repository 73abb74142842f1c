import type { ProviderId } from './ids';

/** The shape of `ModelRef`, said here so that a window can read and write references without loading the schemas. */
interface Reference {
  readonly providerId: ProviderId;
  readonly modelId: string;
}

export const formatModelRef = (ref: Reference): string => `${ref.providerId}/${ref.modelId}`;

const isProviderId = (text: string): text is ProviderId => /^[a-z0-9][a-z0-9._-]{0,63}$/.test(text);

/** Reads `provider/model`; the model's own id may contain slashes. Null when it is not of that form. */
export function parseModelRef(
  text: string,
): { readonly providerId: ProviderId; readonly modelId: string } | null {
  const slash = text.indexOf('/');
  const providerId = text.slice(0, slash).trim().toLowerCase();
  const modelId = text.slice(slash + 1).trim();
  if (slash <= 0 || !isProviderId(providerId) || modelId === '' || modelId.length > 300) return null;
  return { providerId, modelId };
}

export const sameModel = (a: Reference | null, b: Reference | null): boolean =>
  a?.providerId === b?.providerId && a?.modelId === b?.modelId;
