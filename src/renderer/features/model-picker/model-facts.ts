import type { ModelInfo, Pricing } from '#shared/domain/model';
import { isAuto } from '#shared/domain/auto-model';
import { isFree } from '#shared/domain/is-free';
import { audioPrice, otherPrices } from './price-kinds';

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
  const isCents = Number(exact.toFixed(2)) === exact && !Number.isInteger(exact);
  return `$${isCents ? exact.toFixed(2) : exact.toString()}`;
}

const amount = (price: number | null): string => (price === null ? 'unknown' : dollars(price));

/** With every digit that was given: `$2.50`, `$0.003625`. */
export const exactDollars = (price: number): string =>
  `$${price.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 6 })}`;

/** What goes in and what comes out: `$3 / $15 per M tokens`, `$0.04 a picture`, `free`, or `price unknown`. */
export function formatPrice({ pricing }: Pick<ModelInfo, 'pricing'>): string {
  if (pricing === null) return 'price unknown';
  if (isFree(pricing)) return 'free';
  const { input, output, imageOutput, picture, request } = pricing;
  const audio = audioPrice(pricing, dollars);
  const parts = [
    ...(input === null && output === null ? [] : [`${amount(input)} / ${amount(output)} per M tokens`]),
    ...(imageOutput === null || imageOutput === output ? [] : [`pictures ${dollars(imageOutput)}`]),
    ...(audio === null ? [] : [audio]),
    ...(picture === null ? [] : [`${dollars(picture)} a picture`]),
    ...(request === null ? [] : [`${dollars(request)} a request`]),
  ];
  return parts.length === 0 ? 'price unknown' : parts.join(', ');
}

/** Says what the prices are and how old they are; null when there is none. */
export function explainPrice({ pricing }: Pick<ModelInfo, 'pricing'>): string | null {
  if (pricing === null || pricing.seenOn === '') return null;
  const { input, output, imageOutput, picture, seenOn, source } = pricing;
  const parts = [
    ...(input === null ? [] : [`${dollars(input)} for a million tokens sent`]),
    ...(output === null ? [] : [`${dollars(output)} for a million received`]),
    ...(imageOutput === null ? [] : [`${dollars(imageOutput)} for a million of pictures`]),
    ...(picture === null ? [] : [`${dollars(picture)} for a picture`]),
    ...otherPrices(pricing, dollars),
  ];
  return parts.length === 0 ? null : `${parts.join(', ')}, ${sourceNames[source]} ${seenOn}`;
}

const sourceNames: Readonly<Record<Pricing['source'], string>> = {
  you: 'your price of',
  provider: 'told by the provider on',
  catalogue: 'by the catalogue of',
};

/** One line of what is known of a model. */
export function modelFacts(model: ModelInfo, { hasPrice = true } = {}): string {
  if (model.ref.providerId === 'guide') return 'Offline guide, not a language model';
  if (isAuto(model.ref)) return 'Chooses a model for each message, by your rules';
  const facts = [formatWindow(model.contextWindow), ...(hasPrice ? [formatPrice(model)] : [])];
  if (model.supportsImages === true) facts.push('sees images');
  if (model.makesImages === true) facts.push('makes images');
  if (model.supportsThinking === true) facts.push('thinks');
  if (model.deprecated) facts.push('being retired');
  return facts.join(' · ');
}
