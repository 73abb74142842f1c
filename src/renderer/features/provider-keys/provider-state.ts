import type { ProviderView } from '#shared/domain/provider';
import { describeError } from '../../lib/describe-error';

const variables: Readonly<Record<string, string>> = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  google: 'GEMINI_API_KEY or GOOGLE_API_KEY',
};

/** Where each vendor gives out keys. */
export const keyPages: Readonly<Record<string, string>> = {
  openai: 'https://platform.openai.com/api-keys',
  anthropic: 'https://platform.claude.com/settings/keys',
  google: 'https://aistudio.google.com/apikey',
};

/** Where the key comes from, in words; never the key. */
export function describeKey({ id, key, keys, needsKey, origin }: ProviderView): string {
  if (key.savedFor !== null) {
    const host = key.savedFor.replace(/^https?:\/\//, '');
    const whence = origin === 'environment' ? ' This address comes from the environment.' : '';
    return `The key was saved for ${host}.${whence} Confirm it for this address, or enter another.`;
  }
  if (!key.hasKey) return needsKey ? 'No key yet' : 'No key';
  const others = keys.filter(({ isUsable }) => isUsable).length - 1;
  const more = others < 1 ? '' : others === 1 ? ', and another' : `, and ${others} others`;
  const ending = key.last4 === null ? '' : ` ending in ${key.last4}`;
  switch (key.source) {
    case 'environment':
      return `Key${ending}, from the environment (${variables[id] ?? 'PARLEY_COMPATIBLE_API_KEY'})`;
    case 'session':
      return `Key${ending}, kept until Parley quits${more}`;
    case 'keychain':
      return `Key${ending}, in the system’s keychain${more}`;
    case 'none':
      return 'No key yet';
  }
}

/** The line below a provider's name: its address, when it is not the vendor's own, and its key. */
export function describeProvider(provider: ProviderView): string {
  if (provider.kind === 'guide') return 'Offline guide, not a language model. Needs no key.';
  const { baseUrl } = provider;
  return baseUrl === null ? describeKey(provider) : `${baseUrl} · ${describeKey(provider)}`;
}

/** One word for the list and how it is coloured. */
export function describeState(provider: ProviderView): {
  readonly word: string;
  readonly tone: 'good' | 'warn' | 'faint';
} {
  if (!provider.isEnabled) return { word: 'Off', tone: 'faint' };
  // Also where none is needed: without it the server is asked as a stranger.
  if (!provider.key.hasKey && provider.key.savedFor !== null)
    return { word: 'Confirm the key', tone: 'warn' };
  if (!provider.isReady) return { word: 'Needs a key', tone: 'faint' };
  if (provider.origin === 'local' && provider.lastError?.reason === 'refused') {
    return { word: 'Not running', tone: 'faint' };
  }
  if (provider.lastError !== null) {
    return { word: describeError(provider.lastError, provider.name).title, tone: 'warn' };
  }
  return { word: 'Ready', tone: 'good' };
}
