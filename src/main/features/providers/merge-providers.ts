import type { ProviderId } from '#shared/domain/ids';
import type { KeyState, KeyView, ProviderKind, ProviderView } from '#shared/domain/provider';
import { providerOrigin } from '#shared/domain/provider-origin';
import type { HeldKey } from '#main/ports/key-ring';
import type { ProviderRow } from '#main/ports/settings-repositories';
import { isLocalServer } from './local-servers';
import { builtinProviders, isBuiltinId } from './provider-ids';
import type { EnvironmentProvider } from './read-environment';

export const noKey: KeyState = {
  hasKey: false,
  last4: null,
  source: 'none',
  updatedAt: null,
  savedFor: null,
};

/** Pure: rows of the database, what the environment fixes, and the keys that are kept. */
export function mergeProviders(
  rows: readonly ProviderRow[],
  fixed: readonly EnvironmentProvider[],
  held: readonly HeldKey[],
): readonly ProviderView[] {
  const rowsById = new Map(rows.map((row) => [row.id, row]));
  const fixedById = new Map(fixed.map((provider) => [provider.id, provider]));
  const known: readonly Pick<ProviderView, 'id' | 'kind' | 'name'>[] = [
    ...builtinProviders.filter(({ kind }) => kind !== 'guide'),
    ...fixed.filter(({ id }) => !isBuiltinId(id)),
    ...rows.filter(({ id }) => !isBuiltinId(id) && !fixedById.has(id)),
    ...builtinProviders.filter(({ kind }) => kind === 'guide'),
  ];
  return known.map(({ id, kind, name }): ProviderView => {
    const row = rowsById.get(id);
    const given = fixedById.get(id);
    const needsKey = kind === 'openai' || kind === 'anthropic' || kind === 'google';
    const isEnabled = row?.isEnabled ?? true;
    const baseUrl = given === undefined ? (row?.baseUrl ?? null) : given.baseUrl;
    const own = given !== undefined && given.key !== null ? [] : held.filter((key) => key.providerId === id);
    const keys = viewKeys(own, { kind, baseUrl }, row);
    const key = givenKey(given) ?? stateOf(keys);
    return {
      id,
      kind,
      name,
      baseUrl,
      origin: whenceOf(id, given, baseUrl),
      isEnabled,
      needsKey,
      key,
      keys,
      isReady: isEnabled && (key.hasKey || !needsKey),
      lastError: null,
    };
  });
}

function whenceOf(
  id: ProviderId,
  given: EnvironmentProvider | undefined,
  baseUrl: string | null,
): ProviderView['origin'] {
  if (given !== undefined) return 'environment';
  if (isBuiltinId(id)) return 'builtin';
  return isLocalServer(id, baseUrl) ? 'local' : 'person';
}

const givenKey = (given: EnvironmentProvider | undefined): KeyState | null =>
  given === undefined || given.key === null
    ? null
    : { ...noKey, hasKey: true, last4: given.key.slice(-4), source: 'environment' };

/** Where a key belongs: as it was tested, or, from before that was written down, to the provider's stored address. */
export const originOfKey = (
  key: Pick<HeldKey, 'origin'>,
  kind: ProviderKind,
  row: ProviderRow | undefined,
): string | null => key.origin ?? providerOrigin(kind, row?.baseUrl ?? null);

/** A key is there for the origin it was kept for, and for no other. */
function viewKeys(
  held: readonly HeldKey[],
  place: Pick<ProviderView, 'kind' | 'baseUrl'>,
  row: ProviderRow | undefined,
): readonly KeyView[] {
  const origin = providerOrigin(place.kind, place.baseUrl);
  return held.map((key, index): KeyView => {
    const keptFor = originOfKey(key, place.kind, row);
    const isUsable = keptFor !== null && keptFor === origin;
    const { id, label, last4, source, createdAt, updatedAt, lastUsedAt, expiresAt, lastError, replaced } =
      key;
    return {
      ...{ id, label, last4, source, createdAt, updatedAt, lastUsedAt, expiresAt, lastError, isUsable },
      savedFor: isUsable ? null : keptFor,
      isFirst: index === 0,
      replaces: replaced === null ? null : { last4: replaced.last4, label: replaced.label },
    };
  });
}

/** Of the first key that can be used, or else of the first. */
function stateOf(keys: readonly KeyView[]): KeyState {
  const usable = keys.find(({ isUsable }) => isUsable);
  if (usable === undefined) return { ...noKey, savedFor: keys[0]?.savedFor ?? null };
  const { last4, source, updatedAt } = usable;
  return { hasKey: true, last4, source, updatedAt, savedFor: null };
}
