import { expect, test } from 'vitest';
import { providerViewSchema, type ProviderView } from '#shared/domain/provider';
import { describeProvider, describeState } from './provider-state';

const provider = (rest: Partial<ProviderView>): ProviderView => ({
  ...providerViewSchema.parse({
    id: 'openai',
    kind: 'openai',
    name: 'OpenAI',
    baseUrl: null,
    origin: 'builtin',
    isEnabled: true,
    needsKey: true,
    key: { hasKey: true, last4: '9f3A', source: 'keychain', updatedAt: 1, savedFor: null },
    keys: [],
    isReady: true,
    lastError: null,
  }),
  ...rest,
});
const key = (source: ProviderView['key']['source']): ProviderView['key'] => ({
  hasKey: source !== 'none',
  last4: source === 'none' ? null : '9f3A',
  source,
  updatedAt: null,
  savedFor: null,
});

test.each([
  [{}, 'Key ending in 9f3A, in the system’s keychain'],
  [{ key: key('session') }, 'Key ending in 9f3A, kept until Parley quits'],
  [{ key: key('environment') }, 'Key ending in 9f3A, from the environment (OPENAI_API_KEY)'],
  [{ key: key('none') }, 'No key yet'],
  [
    {
      key: { ...key('none'), savedFor: 'https://api.openai.com' },
      baseUrl: 'http://127.0.0.1:1',
      origin: 'environment',
    },
    'http://127.0.0.1:1 · The key was saved for api.openai.com. This address comes from the environment. Confirm it for this address, or enter another.',
  ],
  [
    { key: key('none'), needsKey: false, baseUrl: 'http://127.0.0.1:11434/v1' },
    'http://127.0.0.1:11434/v1 · No key',
  ],
] as const)('%j is told with where its key is kept', (rest, line) => {
  expect(describeProvider(provider(rest))).toBe(line);
});

test('a provider that is off is not called ready, and one that failed says how', () => {
  expect(describeState(provider({ isEnabled: false })).word).toBe('Off');
  const detached = { ...key('none'), savedFor: 'https://api.openai.com' };
  for (const needsKey of [true, false]) {
    const state = describeState(provider({ key: detached, needsKey, isReady: !needsKey }));
    expect(state).toEqual({ word: 'Confirm the key', tone: 'warn' });
  }
  const lastError = { code: 'network', message: 'refused' } as const;
  expect(describeState(provider({ lastError }))).toEqual({ word: 'No connection', tone: 'warn' });
});
