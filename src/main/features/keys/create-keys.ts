import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import { cleanKey } from '#shared/domain/clean-key';
import { providerIdSchema, type KeyId, type ProviderId } from '#shared/domain/ids';
import { vendorOfKey, type ProviderView } from '#shared/domain/provider';
import { fail, ok, type Result } from '#shared/kernel/result';
import type { ProviderModel } from '#main/ports/chat-provider';
import type { Clock } from '#main/ports/clock';
import type { EventSink } from '#main/ports/event-sink';
import type { HeldKey, KeyRing } from '#main/ports/key-ring';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { Scheduler } from '#main/ports/scheduler';
import type { ProviderRepository } from '#main/ports/settings-repositories';
import { withTimeLimit } from '#main/streaming/time-limit';
import { describeDueKeys } from './describe-due-keys';

export interface KeysPorts {
  readonly directory: ProviderDirectory;
  readonly keyRing: KeyRing;
  readonly repository: ProviderRepository;
  readonly events: EventSink;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
}

interface TestedKey {
  readonly provider: ProviderView;
  readonly modelCount: number;
}

/** What a person says of a key. */
interface KeyWords {
  readonly label: string | null;
  readonly expiresAt: number | null;
}

/** Every key is tested with a real request before it is kept. All of it throws `secret.*`, `provider.*`, and what the provider said of the key. No answer holds a key. */
export interface KeysFeature {
  /** The key that is used first, in place of what was there. Null: the provider by the key's shape. */
  save(id: ProviderId | null, key: string): Promise<TestedKey>;
  /** One more key, used after the others. */
  add(id: ProviderId, key: string, words: KeyWords): Promise<TestedKey>;
  /** A new key in place of this one, which is kept until the new one has worked (`confirm`) or failed (`revert`). */
  rotate(id: ProviderId, keyId: KeyId, key: string, expiresAt: number | null): Promise<TestedKey>;
  confirm(id: ProviderId, keyId: KeyId): Promise<ProviderView>;
  revert(id: ProviderId, keyId: KeyId): Promise<ProviderView>;
  /** Tests a key at the address that its provider has now, and uses it there from then on. */
  rebind(id: ProviderId, keyId: KeyId): Promise<TestedKey>;
  describe(id: ProviderId, keyId: KeyId, words: KeyWords): ProviderView;
  move(id: ProviderId, keyId: KeyId, by: -1 | 1): ProviderView;
  /** Null: every key of the provider. */
  remove(id: ProviderId, keyId: KeyId | null): Promise<ProviderView>;
  /** What a person is told of at the start: a sentence for each key that is to be replaced. */
  describeDue(reminderDays: number | null): readonly string[];
}

const testLimitMs = 15_000;

function changed({ events, directory }: KeysPorts, id: ProviderId): ProviderView {
  events.broadcast({ type: 'providers.changed' });
  events.broadcast({ type: 'models.changed' });
  return directory.get(id);
}

/** Tests, then keeps for the address that accepted it, whatever has changed meanwhile. */
async function keepWhenItWorks(
  ports: KeysPorts,
  view: ProviderView,
  key: string,
  keep: () => Promise<unknown>,
): Promise<TestedKey> {
  const models = await testKey(ports, view, key);
  await keep();
  ports.directory.noteError(view.id, null);
  ports.repository.saveModels(view.id, models, ports.clock.now());
  return { provider: changed(ports, view.id), modelCount: models.length };
}

export function createKeys(ports: KeysPorts): KeysFeature {
  const { directory, keyRing } = ports;
  const settled = (id: ProviderId, work: Promise<void>): Promise<ProviderView> =>
    work.then(() => changed(ports, id));

  return {
    async save(id, text) {
      const key = unwrap(cleanKey(text));
      const view = openToKeys(directory.get(id ?? unwrap(providerOfKey(key))));
      return keepWhenItWorks(ports, view, key, () => {
        const first = keysOf(keyRing, view.id)[0];
        return first === undefined
          ? keyRing.add(view, key, { label: null, expiresAt: null, replaces: null })
          : keyRing.rewrite(first.id, view, key);
      });
    },
    async add(id, text, words) {
      const key = unwrap(cleanKey(text));
      const view = openToKeys(directory.get(id));
      await assertNew(keyRing, view, key);
      return keepWhenItWorks(ports, view, key, () => keyRing.add(view, key, { ...words, replaces: null }));
    },
    async rotate(id, keyId, text, expiresAt) {
      const key = unwrap(cleanKey(text));
      const view = openToKeys(directory.get(id));
      const { label } = ownKey(keyRing, id, keyId);
      await assertNew(keyRing, view, key);
      return keepWhenItWorks(ports, view, key, () =>
        keyRing.add(view, key, { label, expiresAt, replaces: keyId }),
      );
    },
    confirm: (id, keyId) => settled(id, keyRing.confirm(ownKey(keyRing, id, keyId).id)),
    revert: (id, keyId) => settled(id, keyRing.revert(ownKey(keyRing, id, keyId).id)),
    async rebind(id, keyId) {
      const view = openToKeys(directory.get(id));
      const stored = await keyRing.read(ownKey(keyRing, id, keyId).id);
      if (stored === null) throw new AppError(goneFrom(view));
      return keepWhenItWorks(ports, view, stored.key, () => keyRing.rewrite(keyId, view, stored.key));
    },
    describe(id, keyId, words) {
      keyRing.describe(ownKey(keyRing, id, keyId).id, words);
      return changed(ports, id);
    },
    move(id, keyId, by) {
      keyRing.move(ownKey(keyRing, id, keyId).id, by);
      return changed(ports, id);
    },
    describeDue: (reminderDays) => describeDueKeys(directory.list(), reminderDays, ports.clock.now()),
    async remove(id, keyId) {
      const view = directory.get(id);
      if (view.key.source === 'environment') throw new AppError(fixedByEnvironment(view));
      await (keyId === null ? keyRing.removeAll(id) : keyRing.remove(ownKey(keyRing, id, keyId).id));
      return changed(ports, id);
    },
  };
}

const keysOf = (keyRing: KeyRing, id: ProviderId): readonly HeldKey[] =>
  keyRing.list().filter(({ providerId }) => providerId === id);

function ownKey(keyRing: KeyRing, id: ProviderId, keyId: KeyId): HeldKey {
  const key = keyRing.get(keyId);
  if (key.providerId === id) return key;
  throw new AppError(appError('secret.missing', 'This key is not there any more.', { providerId: id }));
}

const goneFrom = ({ id, name }: ProviderView): AppErrorData =>
  appError('secret.missing', `This key of ${name} is not in the keychain any more. Enter another one.`, {
    providerId: id,
  });

/** The same key twice would be tried twice, and could stand in its own way when one of them goes. */
async function assertNew(keyRing: KeyRing, { id, name }: ProviderView, key: string): Promise<void> {
  for (const held of keysOf(keyRing, id)) {
    if (!key.endsWith(held.last4 ?? '')) continue;
    if ((await keyRing.read(held.id))?.key !== key) continue;
    throw new AppError(appError('secret.invalid', `${name} has this key already.`, { providerId: id }));
  }
}

function providerOfKey(key: string): Result<ProviderId, AppErrorData> {
  const vendor = vendorOfKey(key);
  return vendor === null
    ? fail(
        appError(
          'secret.invalid',
          'The provider of this key cannot be told from its shape. Choose the provider.',
        ),
      )
    : ok(providerIdSchema.parse(vendor));
}

function openToKeys(view: ProviderView): ProviderView {
  if (view.key.source === 'environment') throw new AppError(fixedByEnvironment(view));
  if (view.kind === 'guide') {
    throw new AppError(appError('provider.read-only', 'The Guide needs no key.', { providerId: view.id }));
  }
  return view;
}

const fixedByEnvironment = (view: ProviderView): AppErrorData =>
  appError('provider.read-only', `${view.name} is set by the environment. Change it there.`, {
    providerId: view.id,
  });

async function testKey(ports: KeysPorts, view: ProviderView, key: string): Promise<readonly ProviderModel[]> {
  const provider = ports.directory.openWithKey(view, key);
  return unwrap(
    await withTimeLimit<Result<readonly ProviderModel[], AppErrorData>>(
      ports.scheduler,
      testLimitMs,
      (signal) => provider.listModels(signal),
      () => fail(appError('timeout', 'There was no answer within 15 seconds.', { providerId: view.id })),
    ),
  );
}

function unwrap<T>(result: Result<T, AppErrorData>): T {
  if (result.ok) return result.value;
  throw new AppError(result.error);
}
