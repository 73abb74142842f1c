import type { ModelInfo } from '#shared/domain/model';

/** `200K`, `1M`, `8,192`: a context window in tokens as people say it. */
export function formatWindow(tokens: number | null): string {
  if (tokens === null) return 'context unknown';
  if (tokens >= 950_000) return `${Number((tokens / 1_000_000).toFixed(1)).toString()}M context`;
  if (tokens >= 1000) return `${Math.round(tokens / 1000)}K context`;
  return `${tokens} context`;
}

/** `$3`, `$2.50`, `$0.075`: cents where there are any, and no digit that was not given. */
function dollars(price: number): string {
  const exact = Number(price.toPrecision(3));
  return `$${Number.isInteger(exact * 100) && !Number.isInteger(exact) ? exact.toFixed(2) : exact.toString()}`;
}

/** What goes in and what comes out: `$3 / $15 per M tokens`, `free`, or `price unknown`. */
export function formatPrice(model: Pick<ModelInfo, 'pricing'>): string {
  if (model.pricing === null) return 'price unknown';
  const { input, output } = model.pricing;
  if (input === 0 && output === 0) return 'free';
  return `${dollars(input)} / ${dollars(output)} per M tokens`;
}

/** Says what the two prices are and how old they are; null when there is none. */
export function explainPrice({ pricing }: Pick<ModelInfo, 'pricing'>): string | null {
  if (pricing === null) return null;
  return `${dollars(pricing.input)} for a million tokens sent, ${dollars(pricing.output)} for a million received, as of ${pricing.seenOn}`;
}

/** One line of what is known of a model. */
export function modelFacts(model: ModelInfo): string {
  if (model.ref.providerId === 'guide') return 'Offline guide, not a language model';
  const facts = [formatWindow(model.contextWindow), formatPrice(model)];
  if (model.supportsImages === true) facts.push('sees images');
  if (model.makesImages === true) facts.push('makes images');
  if (model.supportsThinking === true) facts.push('thinks');
  if (model.deprecated) facts.push('being retired');
  return facts.join(' · ');
}
