import type { ProviderView } from '#shared/domain/provider';
import { describeError } from '../../lib/describe-error';

const variables: Readonly<Record<string, string>> = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  google: 'GEMINI_API_KEY or GOOGLE_API_KEY',
};

/** Where the key comes from, in words; never the key. */
export function describeKeyState(provider: ProviderView): string {
  const { key, needsKey } = provider;
  if (!key.hasKey) return needsKey ? 'No key yet' : 'No key needed';
  const ending = key.last4 === null ? '' : ` ending in ${key.last4}`;
  switch (key.source) {
    case 'environment':
      return `Key${ending} from the environment (${variables[provider.id] ?? 'PARLEY_COMPATIBLE_API_KEY'})`;
    case 'session':
      return `Key${ending}, kept until Parley quits`;
    case 'keychain':
      return `Key${ending} in the system’s keychain`;
    case 'none':
      return 'No key yet';
  }
}

/** One word for the list and how it is coloured. */
export function describeState(provider: ProviderView): {
  readonly word: string;
  readonly tone: 'good' | 'warn' | 'faint';
} {
  if (!provider.isEnabled) return { word: 'Off', tone: 'faint' };
  if (!provider.isReady) return { word: 'Needs a key', tone: 'faint' };
  if (provider.lastError !== null) {
    return { word: describeError(provider.lastError, provider.name).title, tone: 'warn' };
  }
  return { word: 'Ready', tone: 'good' };
}
