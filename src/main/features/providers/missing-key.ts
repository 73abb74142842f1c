import { appError, type AppErrorData } from '#shared/errors/app-error';
import type { ProviderView } from '#shared/domain/provider';
import { originOf } from '#shared/domain/parse-url';

const hostOf = (origin: string): string => origin.replace(/^https?:\/\//, '');

/** Why no key can be sent, and what to do: there is none, or it was saved for another address. */
export function missingKey(view: ProviderView): AppErrorData {
  const { id: providerId, name, origin, baseUrl, key } = view;
  if (key.savedFor === null) {
    return appError('secret.missing', `${name} needs a key. Add one in Settings.`, { providerId });
  }
  const address = baseUrl === null ? null : originOf(baseUrl);
  const where =
    origin === 'environment'
      ? 'This address comes from the environment.'
      : `The address in use is ${address === null ? 'the vendor’s own' : hostOf(address)}.`;
  return appError(
    'secret.missing',
    `The key was saved for ${hostOf(key.savedFor)}. ${where} Confirm it for this address in Settings, or enter another key.`,
    { providerId, reason: 'other-address' },
  );
}
