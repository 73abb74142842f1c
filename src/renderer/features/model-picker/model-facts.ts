import type { ModelInfo } from '#shared/domain/model';

/** `200K`, `1M`, `8,192`: a context window in tokens as people say it. */
export function formatWindow(tokens: number | null): string {
  if (tokens === null) return 'context unknown';
  if (tokens >= 950_000) return `${Number((tokens / 1_000_000).toFixed(1)).toString()}M context`;
  if (tokens >= 1000) return `${Math.round(tokens / 1000)}K context`;
  return `${tokens} context`;
}

const dollars = (price: number): string => `$${Number(price.toPrecision(3)).toString()}`;

/** `$3 in · $15 out per 1M tokens`, `free`, or `price unknown`. */
export function formatPrice(model: Pick<ModelInfo, 'pricing'>): string {
  if (model.pricing === null) return 'price unknown';
  const { input, output } = model.pricing;
  if (input === 0 && output === 0) return 'free';
  return `${dollars(input)} in · ${dollars(output)} out per 1M tokens`;
}

/** One line of what is known of a model. */
export function modelFacts(model: ModelInfo): string {
  if (model.ref.providerId === 'guide') return 'Offline guide, not a language model';
  const facts = [formatWindow(model.contextWindow), formatPrice(model)];
  if (model.supportsThinking === true) facts.push('thinks');
  if (model.deprecated) facts.push('being retired');
  return facts.join(' · ');
}
