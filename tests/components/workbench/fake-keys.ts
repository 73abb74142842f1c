import type { KeyId } from '#shared/domain/ids';
import type { KeyState, KeyView, ProviderView } from '#shared/domain/provider';
import { providerOrigin } from '#shared/domain/provider-origin';
import type { AppErrorData } from '#shared/errors/app-error';
import { plainError } from './plain-error';

type Answer = { readonly value: unknown } | { readonly error: AppErrorData };

/** What the keys of a directory need of it. */
export interface FakeProviders {
  find(id: string): ProviderView;
  update(id: string, patch: Partial<ProviderView>): Answer;
  tested(id: string): Answer;
  readonly source: () => KeyView['source'];
}

export const noKey = { hasKey: false, last4: null, source: 'none', updatedAt: null, savedFor: null } as const;

/** A key as a window sees it; by default one in the keychain, the only one. */
export const keyView = (rest: Partial<KeyView> = {}): KeyView => ({
  id: 'openai' as KeyId,
  label: null,
  last4: '9f3A',
  source: 'keychain',
  createdAt: Date.now(),
  updatedAt: Date.now(),
  lastUsedAt: null,
  expiresAt: null,
  isUsable: true,
  savedFor: null,
  lastError: null,
  isFirst: true,
  replaces: null,
  ...rest,
});

/** A provider's keys, with what follows from them. */
export function withKeys(keys: readonly KeyView[], needsKey = true): Partial<ProviderView> {
  const usable = keys.find(({ isUsable }) => isUsable);
  const key: KeyState =
    usable === undefined
      ? { ...noKey, savedFor: keys[0]?.savedFor ?? null }
      : { ...noKey, hasKey: true, last4: usable.last4, source: usable.source, updatedAt: usable.updatedAt };
  return {
    keys: keys.map((each, index) => ({ ...each, isFirst: index === 0 })),
    key,
    isReady: usable !== undefined || !needsKey,
  };
}

/** Keys that were given for the vendor's own address are not used at another. */
export const keysAt = (provider: ProviderView, baseUrl: string | null): Partial<ProviderView> => {
  const own = providerOrigin(provider.kind, null);
  const isHome = providerOrigin(provider.kind, baseUrl) === own;
  return withKeys(
    provider.keys.map((key) => ({ ...key, isUsable: isHome, savedFor: isHome ? null : own })),
    provider.needsKey,
  );
};

interface ByKey {
  readonly providerId: string;
  readonly keyId: string;
}
interface Given {
  readonly key: string;
  readonly label: string | null;
  readonly expiresAt: number | null;
}

const refused = (providerId: string): Answer => ({
  error: plainError('auth', 'Incorrect API key provided.', { providerId, status: 401 }),
});

/** Keys that end in `bad` are refused. The key that a rotation replaced comes back by `revert`. */
export function fakeKeyRoutes(providers: FakeProviders) {
  const replaced = new Map<string, KeyView>();
  let made = 0;
  const change = ({ providerId, keyId }: ByKey, by: (key: KeyView) => readonly KeyView[]): Answer =>
    providers.update(
      providerId,
      withKeys(providers.find(providerId).keys.flatMap((key) => (key.id === keyId ? by(key) : [key]))),
    );
  const newKey = ({ key, label, expiresAt }: Given): KeyView => {
    made += 1;
    const [id, last4] = [`key-${made}` as KeyId, key.trim().slice(-4)];
    return keyView({ id, last4, label, expiresAt, source: providers.source() });
  };
  return {
    'key.add': ({ providerId, ...given }: { readonly providerId: string } & Given): Answer => {
      if (given.key.trim().endsWith('bad')) return refused(providerId);
      const { keys } = providers.find(providerId);
      providers.update(providerId, withKeys([...keys, newKey(given)]));
      return providers.tested(providerId);
    },
    'key.rotate': ({ key, expiresAt, ...byKey }: ByKey & Given): Answer => {
      if (key.trim().endsWith('bad')) return refused(byKey.providerId);
      change(byKey, (old) => {
        const next = newKey({ key, expiresAt, label: old.label });
        replaced.set(next.id, old);
        return [{ ...next, replaces: { last4: old.last4, label: old.label } }];
      });
      return providers.tested(byKey.providerId);
    },
    'key.confirm': (byKey: ByKey) => change(byKey, (key) => [{ ...key, replaces: null }]),
    'key.revert': (byKey: ByKey) => change(byKey, (key) => [replaced.get(key.id) ?? key]),
    'key.rebind': (byKey: ByKey): Answer => {
      change(byKey, (key) => [{ ...key, isUsable: true, savedFor: null }]);
      return providers.tested(byKey.providerId);
    },
    'key.describe': ({ label, expiresAt, ...byKey }: ByKey & Given) =>
      change(byKey, (key) => [{ ...key, label, expiresAt }]),
    'key.move': ({ by, ...byKey }: ByKey & { readonly by: -1 | 1 }): Answer => {
      const { keys } = providers.find(byKey.providerId);
      const from = keys.findIndex(({ id }) => id === byKey.keyId);
      const order = keys.filter((_, index) => index !== from);
      order.splice(from + by, 0, ...keys.slice(from, from + 1));
      return providers.update(byKey.providerId, withKeys(order));
    },
    'key.remove': (byKey: ByKey) => change(byKey, () => []),
  };
}
