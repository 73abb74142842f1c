import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import type { AuditFacts } from '#shared/domain/audit';
import { keyIdSchema, type KeyId, type ProviderId } from '#shared/domain/ids';
import { providerOrigin } from '#shared/domain/provider-origin';
import type { AuditLog } from '#main/ports/audit-log';
import type { Clock } from '#main/ports/clock';
import type { EventSink } from '#main/ports/event-sink';
import type { KeyRepository, KeyRow } from '#main/ports/key-repository';
import type { HeldKey, KeyDetails, KeyPlace, KeyRing } from '#main/ports/key-ring';
import type { Logger } from '#main/ports/logger';
import type { SecretStore } from '#main/ports/secret-store';
import { createOrder } from './in-order';
import { createKeyRows, type KeyRows, type SourcedRow } from './key-rows';
import { createKeyUses, type KeyUses } from './key-uses';
import { createKeyVault, type KeyVault } from './key-vault';

interface KeyRingPorts {
  readonly repository: KeyRepository;
  readonly secrets: SecretStore;
  readonly events: EventSink;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly audit: AuditLog;
  readonly newId: () => string;
}

interface RingParts extends KeyRingPorts {
  readonly rows: KeyRows;
  readonly vault: KeyVault;
  readonly uses: KeyUses;
}

export function createKeyRing(ports: KeyRingPorts): KeyRing {
  const rows = createKeyRows(ports.repository);
  const parts = { ...ports, rows, vault: createKeyVault(ports.secrets), uses: createKeyUses(ports) };
  const { vault } = parts;
  const inOrder = createOrder();
  const list = (): readonly HeldKey[] => heldKeys(parts);
  const get = (id: KeyId): HeldKey => {
    const held = list().find((key) => key.id === id);
    if (held !== undefined) return held;
    throw new AppError(appError('secret.missing', 'This key is not there any more.'));
  };
  /** Changes never cross each other, and begin with what an earlier one left behind. */
  const change = <T>(work: () => Promise<T>): Promise<T> =>
    inOrder(async () => {
      await endLeftovers(parts);
      return work();
    });

  return {
    list,
    get,
    read: (id) => vault.read(get(id)),
    add: (place, key, details) => change(() => addKey(parts, list(), place, key, details)),
    rewrite: (id, place, key) => change(() => rewriteKey(parts, get(id), place, key)),
    describe: (id, details) => save(parts, { ...get(id), ...details }),
    noteOrigin: (id, origin) => save(parts, { ...get(id), origin }),
    move: (id, by) => moveKey(parts, list(), get(id), by),
    remove: (id) =>
      change(async () => {
        const { replaced, ...row } = get(id);
        await eraseAll(parts, replaced === null ? [row] : [row, replaced]);
        const { providerId } = row;
        parts.audit.record({ kind: 'key.removed', facts: { providerId, keyId: id } });
      }),
    removeAll: (providerId) => change(() => removeAll(parts, providerId)),
    confirm: (id) => change(() => confirmKey(parts, get(id))),
    revert: (id) => change(() => revertKey(parts, get(id))),
    noteUse(id, failure) {
      const key = list().find((held) => held.id === id);
      if (key === undefined) return;
      if (parts.uses.note(id, failure)) ports.events.broadcast({ type: 'providers.changed' });
      if (failure !== null || key.replaced === null || isLostAtQuit(parts, key)) return;
      change(() => confirmKey(parts, get(id))).then(
        () => ports.events.broadcast({ type: 'providers.changed' }),
        (error: unknown) =>
          // Both keys are still there; the next use tries again.
          ports.logger.warn('a replaced key could not be erased', { reason: String(error) }),
      );
    },
    recover: () => inOrder(() => endLeftovers(parts)),
  };
}

/** Keys that can be used; one that was replaced is not, while both are kept. */
function heldKeys({ rows, uses }: RingParts): readonly HeldKey[] {
  const ready = rows.list().filter(({ state }) => state === 'ready');
  const replacedIds = new Set(ready.map(({ replaces }) => replaces));
  return ready
    .filter(({ id }) => !replacedIds.has(id))
    .map((row) => {
      const use = uses.find(row.id);
      return {
        ...row,
        lastUsedAt: use?.at ?? row.lastUsedAt,
        lastError: use === null ? row.lastError : use.failure,
        replaced: ready.find(({ id }) => id === row.replaces) ?? null,
      };
    });
}

const save = ({ rows }: RingParts, row: SourcedRow): void => rows.change([row], []);

function originFor(place: KeyPlace): string {
  const origin = providerOrigin(place.kind, place.baseUrl);
  if (origin !== null) return origin;
  throw new AppError(appError('provider.read-only', `${place.name} needs no key.`, { providerId: place.id }));
}

const refusal = (message: string, providerId: ProviderId): AppErrorData =>
  appError('secret.invalid', message, { providerId });

/** First its row, which is not used; then the keychain; then the row with all that is known. */
async function addKey(
  parts: RingParts,
  held: readonly HeldKey[],
  place: KeyPlace,
  key: string,
  details: KeyDetails,
): Promise<KeyId> {
  const { rows, vault, clock } = parts;
  const origin = originFor(place);
  const old = held.find(({ id }) => id === details.replaces) ?? null;
  if (details.replaces !== null && (old === null || old.replaced !== null)) {
    throw new AppError(
      refusal('A new key is being tried in its place. Confirm that one or go back first.', place.id),
    );
  }
  const now = clock.now();
  const row: KeyRow = {
    ...details,
    id: freeKeyId(parts, place.id),
    providerId: place.id,
    last4: null,
    origin: null,
    createdAt: now,
    updatedAt: now,
    lastUsedAt: null,
    lastError: null,
    position: old?.position ?? nextPosition(rows),
    state: 'pending',
  };
  save(parts, { ...row, source: 'keychain' });
  try {
    const source = await vault.write(row, key, origin);
    const kept: SourcedRow = { ...row, source, origin, last4: last4Of(key), state: 'ready' };
    // Of a key that lives in memory no row stays.
    rows.change([kept], source === 'session' ? [row.id] : []);
    if (old === null) {
      const facts = { providerId: place.id, keyId: row.id, place: source };
      parts.audit.record({ kind: 'key.added', facts });
    } else noteChange(parts, row, 'replaced');
    return row.id;
  } catch (error) {
    await vault.erase(row).catch(() => undefined);
    rows.change([], [row.id]);
    throw error;
  }
}

const noteChange = (
  { audit }: RingParts,
  { id, providerId }: Pick<KeyRow, 'id' | 'providerId'>,
  change: AuditFacts<'key.changed'>['change'],
): void => audit.record({ kind: 'key.changed', facts: { providerId, keyId: id, change } });

const last4Of = (key: string): string => key.slice(-4);

function freeKeyId({ rows, newId }: RingParts, providerId: ProviderId): KeyId {
  const first = keyIdSchema.parse(providerId);
  return rows.find(first) === null ? first : keyIdSchema.parse(newId());
}

const nextPosition = (rows: KeyRows): number =>
  Math.max(0, ...rows.list().map(({ position }) => position)) + 1;

async function rewriteKey(parts: RingParts, held: HeldKey, place: KeyPlace, key: string): Promise<void> {
  const origin = originFor(place);
  const before = await parts.vault.read(held).catch(() => null);
  const source = await parts.vault.write(held, key, origin);
  const isSame = before?.key === key;
  const unused = isSame ? {} : { updatedAt: parts.clock.now(), lastError: null };
  save(parts, { ...held, source, origin, last4: last4Of(key), ...unused });
  if (!isSame) parts.uses.forget(held.id);
  noteChange(parts, held, isSame ? 'rebound' : 'replaced');
}

/** Exchanges its place with the next one of the same provider. */
function moveKey(parts: RingParts, held: readonly HeldKey[], key: HeldKey, by: -1 | 1): void {
  const own = held.filter(({ providerId }) => providerId === key.providerId);
  const to = own.findIndex(({ id }) => id === key.id) + by;
  const other = own[to];
  if (other === undefined) return;
  const order = own.filter(({ id }) => id !== key.id);
  order.splice(to, 0, key);
  const positions = own.map(({ position }) => position).sort((one, two) => one - two);
  parts.rows.change(
    order.map((row, index) => ({ ...row, position: (positions[0] ?? 0) + index })),
    [],
  );
}

/** The keychain first: when it refuses, nothing has changed. */
async function eraseAll({ rows, vault }: RingParts, keys: readonly KeyRow[]): Promise<void> {
  for (const key of keys) await vault.erase(key);
  rows.change(
    [],
    keys.map(({ id }) => id),
  );
}

async function removeAll(parts: RingParts, providerId: ProviderId): Promise<void> {
  const own = parts.rows.list().filter((row) => row.providerId === providerId);
  // Also what may stand under the provider's name without a row.
  await parts.vault.erase({ id: keyIdSchema.parse(providerId), providerId });
  await eraseAll(parts, own);
  if (own.length > 0) parts.audit.record({ kind: 'key.removed', facts: { providerId, keyId: null } });
}

/** The new key lives in memory and the old one does not: without the old one there would be none after a quit. */
const isLostAtQuit = ({ rows }: RingParts, { source, replaced }: HeldKey): boolean =>
  source === 'session' && replaced !== null && rows.find(replaced.id)?.source === 'keychain';

async function confirmKey(parts: RingParts, held: HeldKey): Promise<void> {
  const { replaced } = held;
  if (replaced === null) return;
  if (isLostAtQuit(parts, held)) {
    throw new AppError(
      appError(
        'secret.unavailable',
        'The new key is kept in memory until Parley quits, so the old one stays. Enter it again when the keychain works.',
        { providerId: held.providerId },
      ),
    );
  }
  await parts.vault.erase(replaced);
  parts.rows.change([{ ...held, replaces: null }], [replaced.id]);
  noteChange(parts, held, 'confirmed');
}

/** The old key is looked at before the new one goes. */
async function revertKey(parts: RingParts, held: HeldKey): Promise<void> {
  const { rows, vault } = parts;
  const { replaced, providerId } = held;
  const old = replaced === null ? null : rows.find(replaced.id);
  if (old === null || (await vault.read(old)) === null) {
    if (old !== null) rows.change([{ ...held, replaces: null }], [old.id]);
    throw new AppError(
      appError('secret.missing', 'The old key is not there any more. The new one stays in use.', {
        providerId,
      }),
    );
  }
  rows.change([{ ...old, position: held.position }, leaving(held)], []);
  noteChange(parts, old, 'reverted');
  await endLeftovers(parts);
}

const leaving = (row: SourcedRow): SourcedRow => ({ ...row, state: 'leaving', replaces: null });

/** What a kill or a keychain that refused cut off: a key that came into it counts, one that was to go goes. */
async function endLeftovers({ rows, vault, logger }: RingParts): Promise<void> {
  for (const row of rows.list()) {
    try {
      if (row.state === 'leaving') {
        await vault.erase(row);
        rows.change([], [row.id]);
      } else if (row.state === 'pending') {
        const bound = await vault.read(row);
        const { key, origin } = bound ?? { key: null, origin: null };
        if (key === null || origin === null) rows.change([], [row.id]);
        else rows.change([{ ...row, origin, last4: last4Of(key), state: 'ready' }], []);
      }
    } catch (error) {
      logger.warn('a key could not be tidied up', { reason: String(error) });
    }
  }
}
