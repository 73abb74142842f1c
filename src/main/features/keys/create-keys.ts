import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import { cleanKey } from '#shared/domain/clean-key';
import { providerIdSchema, type ProviderId } from '#shared/domain/ids';
import { vendorOfKey, type ProviderView } from '#shared/domain/provider';
import { fail, ok, type Result } from '#shared/kernel/result';
import type { ProviderModel } from '#main/ports/chat-provider';
import type { Clock } from '#main/ports/clock';
import type { EventSink } from '#main/ports/event-sink';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { Scheduler } from '#main/ports/scheduler';
import type { ProviderRepository } from '#main/ports/settings-repositories';
import { withTimeLimit } from '#main/streaming/time-limit';

export interface KeysPorts {
  readonly directory: ProviderDirectory;
  readonly repository: ProviderRepository;
  readonly events: EventSink;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
}

export interface KeysFeature {
  /**
   * Tests the key with a real request and stores it only when it works. Null: the provider by the key's shape.
   * Throws `secret.*`, `provider.*`, and what the provider said of the key. The answer never holds the key.
   */
  save(
    id: ProviderId | null,
    key: string,
  ): Promise<{ readonly provider: ProviderView; readonly modelCount: number }>;
  remove(id: ProviderId): Promise<ProviderView>;
}

const testLimitMs = 15_000;

export function createKeys(ports: KeysPorts): KeysFeature {
  const { directory, repository, events } = ports;
  const changed = (id: ProviderId): ProviderView => {
    events.broadcast({ type: 'providers.changed' });
    events.broadcast({ type: 'models.changed' });
    return directory.get(id);
  };
  return {
    async save(id, text) {
      const key = unwrap(cleanKey(text));
      const view = directory.get(id ?? unwrap(providerOfKey(key)));
      assertMayHaveKey(view);
      const models = await testKey(ports, view, key);
      // For the address that accepted it, whatever has changed meanwhile.
      await directory.keepKey(view, key);
      directory.noteError(view.id, null);
      repository.saveModels(view.id, models, ports.clock.now());
      return { provider: changed(view.id), modelCount: models.length };
    },
    async remove(id) {
      const view = directory.get(id);
      if (view.key.source === 'environment') throw new AppError(fixedByEnvironment(view));
      await directory.dropKey(id);
      return changed(id);
    },
  };
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

function assertMayHaveKey(view: ProviderView): void {
  if (view.key.source === 'environment') throw new AppError(fixedByEnvironment(view));
  if (view.kind === 'guide') {
    throw new AppError(appError('provider.read-only', 'The Guide needs no key.', { providerId: view.id }));
  }
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
