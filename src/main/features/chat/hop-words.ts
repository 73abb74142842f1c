import type { AppErrorData } from '#shared/errors/app-error';
import { whyItFailed } from '#shared/errors/why-it-failed';

/** What became of a model that did not answer. */
export type MissedHop =
  | { readonly name: string; readonly error: AppErrorData }
  /** It was not asked, and why: “it cannot see images”. */
  | { readonly name: string; readonly unfit: string };

const sayMissed = (missed: MissedHop): string =>
  'error' in missed
    ? `${missed.name} ${whyItFailed(missed.error)}.`
    : `${missed.name} was passed over: ${missed.unfit}.`;

/** “Claude Sonnet 5 answered: GPT-5.5 said it is rate limited (429).” */
export const answeredInstead = (name: string, missed: readonly MissedHop[]): string =>
  `${name} answered: ${missed.map(sayMissed).join(' ')}`;

/** It gave no answer either, but what it said is the end of the turn. */
export const askedInstead = (name: string, missed: readonly MissedHop[]): string =>
  `${name} was asked: ${missed.map(sayMissed).join(' ')}`;

/** What the fallbacks did, beside the failure of the model that was chosen; null when there were none. */
export const noneAnswered = (fallbacks: readonly MissedHop[]): string | null =>
  fallbacks.length === 0 ? null : `No fallback answered. ${fallbacks.map(sayMissed).join(' ')}`;
