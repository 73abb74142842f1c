import type { Pricing, Rates } from '#shared/domain/pricing';
import { priceKindNames, priceKinds, type PriceKind } from './price-draft';

/** Prices that are shown; those that a person can set are the first of them. */
export type ShownPriceKind =
  | PriceKind
  | 'reasoning'
  | 'audioInput'
  | 'audioOutput'
  | 'request'
  | 'pictureSent';

const isEach: Readonly<Record<Exclude<ShownPriceKind, keyof Rates>, true>> = {
  picture: true,
  pictureSent: true,
  request: true,
};

export const shownPriceNames: Readonly<Record<ShownPriceKind, string>> = {
  ...priceKindNames,
  reasoning: 'Thinking',
  audioInput: 'Audio sent',
  audioOutput: 'Audio received',
  pictureSent: 'Each picture sent',
  request: 'Each request',
};

export const shownPriceKinds: readonly ShownPriceKind[] = [
  ...priceKinds,
  'pictureSent',
  'reasoning',
  'audioInput',
  'audioOutput',
  'request',
];

/** A person can set it. */
export const isOwnKind = (kind: ShownPriceKind): kind is PriceKind => Object.hasOwn(priceKindNames, kind);

/** By the million tokens: it may change with the length of a prompt. */
export const isTiered = (kind: ShownPriceKind): kind is ShownPriceKind & keyof Rates =>
  !Object.hasOwn(isEach, kind);

/** `audio $40 / $80`, or the one that is known: `audio sent $1`. Null where audio costs what text does, or nothing is told. */
export function audioPrice(
  { input, output, audioInput, audioOutput }: Pricing,
  dollars: (price: number) => string,
): string | null {
  const isLikeText = (audioInput ?? input) === input && (audioOutput ?? output) === output;
  if (isLikeText) return null;
  if (audioInput !== null && audioOutput !== null)
    return `audio ${dollars(audioInput)} / ${dollars(audioOutput)}`;
  if (audioInput !== null) return `audio sent ${dollars(audioInput)}`;
  return audioOutput === null ? null : `audio received ${dollars(audioOutput)}`;
}

/** `$0.005 a request`, `audio $40 / $80`: what is told beside what goes in and comes out. */
export function otherPrices(pricing: Pricing, dollars: (price: number) => string): readonly string[] {
  const { request, pictureSent, reasoning, output } = pricing;
  const audio = audioPrice(pricing, dollars);
  return [
    ...(reasoning === null || reasoning === output ? [] : [`thinking ${dollars(reasoning)}`]),
    ...(audio === null ? [] : [audio]),
    ...(pictureSent === null ? [] : [`${dollars(pictureSent)} a picture sent`]),
    ...(request === null ? [] : [`${dollars(request)} a request`]),
  ];
}
