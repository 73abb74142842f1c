import type { AppErrorData, ErrorCode } from './app-error';

const words: Readonly<Partial<Record<ErrorCode, string>>> = {
  auth: 'did not accept the key',
  permission: 'does not allow this with the key',
  'not-found': 'was not found',
  'rate-limited': 'said it is rate limited',
  quota: 'said the quota is used up',
  overloaded: 'said it is overloaded',
  server: 'failed on its own side',
  timeout: 'did not answer in time',
  network: 'could not be reached',
  'context-length': 'has too small a window for this',
  'content-filtered': 'filtered it',
  refused: 'declined to answer',
  'invalid-request': 'did not accept the request',
  truncated: 'broke off before its answer',
  protocol: 'sent what Parley cannot read',
  'secret.missing': 'needs a key',
  'secret.unavailable': 'has a key that could not be read',
  'secret.locked': 'has a key in a locked keychain',
  'secret.invalid': 'has a key that cannot be used',
  'provider.not-found': 'is of a provider that is gone',
  'provider.disabled': 'is switched off',
  'provider.resting': 'is not asked just now, because it failed',
  'model.not-found': 'is gone',
  'model.no-images': 'cannot see images',
  'budget.blocked': 'would pass a budget',
  'budget.ask': 'has a budget that asks first',
};

/** What follows the name of a model: “GPT-5.5 said it is rate limited (429)”. Without the full stop. */
export function whyItFailed({ code, status }: AppErrorData): string {
  const said = words[code] ?? 'failed';
  return status === undefined ? said : `${said} (${status})`;
}
