import type { AppErrorData } from '#shared/errors/app-error';
import { errorCopy, type ErrorAction } from './error-copy';

const vendorNames: Readonly<Record<string, string>> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  google: 'Google',
  guide: 'The Guide',
};

export interface ErrorText {
  readonly title: string;
  readonly sentence: string;
  /** What the provider said, when it adds something. */
  readonly detail: string | null;
  readonly actions: readonly ErrorAction[];
}

/**
 * The words for a failure. `providerName` is the name a person gave, when it is known; `agoMs`: since when it is, for one
 * that is kept and read later.
 */
export function describeError(failure: AppErrorData, providerName?: string, agoMs = 0): ErrorText {
  const { retryAfterMs } = failure;
  const error = retryAfterMs === undefined ? failure : { ...failure, retryAfterMs: retryAfterMs - agoMs };
  const { title, sentence, actions } = errorCopy(error.code);
  const provider =
    providerName ??
    (error.providerId === undefined ? 'The provider' : (vendorNames[error.providerId] ?? error.providerId));
  const said = sentence(error, provider);
  const detail = error.message.trim();
  return { title, sentence: said, detail: detail === '' || detail === said ? null : detail, actions };
}

export const actionLabels: Readonly<Record<ErrorAction, string>> = {
  retry: 'Retry',
  continue: 'Continue',
  'open-provider-settings': 'Open provider settings',
  'choose-model': 'Choose a model',
  'choose-persona': 'Choose a persona',
  'new-conversation': 'New conversation',
  'open-data-folder': 'Open the data folder',
  'open-budgets': 'Change the budget',
  'send-anyway': 'Send anyway',
  'try-now': 'Try now',
};
