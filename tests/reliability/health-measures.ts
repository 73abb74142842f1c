import { composeEngine } from '#main/bootstrap/compose-engine';
import { readEnvironment } from '#main/features/providers/read-environment';
import { openClient } from '#main/persistence/database';
import { openStore } from '#main/persistence/open-store';
import { fillHealth } from '#main/persistence/repositories/health-rows';
import { join } from 'node:path';
import type { Scheduler } from '#main/ports/scheduler';
import { systemScheduler } from '#main/streaming/system-scheduler';
import { memorySecretStore } from '../fakes/memory-secret-store';
import { silentLogger, temporaryFolder } from '../harness/database';

export interface HealthFigures {
  /** Hours of models that a month was summed up from. */
  readonly hours: number;
  /** The longest piece between two turns of the event loop, in ms of this thread's processor time. */
  readonly longestRead: number;
  readonly longestSigns: number;
  /** From the question to the report, in ms of the clock. */
  readonly readMs: number;
}

const monthMs = 30 * 86_400_000;
const models = 12;

/** So many requests to twelve models of three providers, evenly over a month; one of fifty failed. */
function layLedger(folder: string, requests: number): number {
  const client = openClient(join(folder, 'parley.db'), { isReadOnly: false });
  client.pragma('synchronous = OFF');
  client
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
       INSERT INTO ledger (id, purpose, provider_id, model_id, model_name, started_at, outcome, error_code, input_tokens,
         output_tokens, connect_ms, first_token_ms, total_ms)
       SELECT 'r' || i, 'turn', CASE i % 3 WHEN 0 THEN 'openai' WHEN 1 THEN 'anthropic' ELSE 'google' END, 'm' || (i % ?), 'M', ? + CAST(i * ? AS INTEGER),
         CASE i % 50 WHEN 0 THEN 'error' ELSE 'complete' END, CASE i % 50 WHEN 0 THEN 'server' END,
         500, 200, 80 + i % 97, 400 + i % 1789, 3000 + i % 7919 FROM n`,
    )
    .run(requests, models, Date.now() - monthMs + 3_600_000, (monthMs - 3_600_000) / requests);
  fillHealth(client);
  const hours = client.prepare<[], number>('SELECT count(*) FROM health_hour').pluck().get() ?? 0;
  client.close();
  return hours;
}

/** Processor time of this thread, in ms. */
function cpuNow(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** A scheduler that knows the longest piece of work between two of its turns. */
function watchedScheduler() {
  const watch = { since: 0, longest: 0 };
  const note = (): void => {
    watch.longest = Math.max(watch.longest, cpuNow() - watch.since);
  };
  const scheduler: Scheduler = {
    ...systemScheduler,
    async breathe() {
      note();
      await systemScheduler.breathe();
      watch.since = cpuNow();
    },
  };
  const longestOf = async (work: () => Promise<unknown>): Promise<number> => {
    Object.assign(watch, { since: cpuNow(), longest: 0 });
    await work();
    note();
    return watch.longest;
  };
  return { scheduler, longestOf };
}

/** The Health page and the signs of the picker over a ledger of so many requests. */
export async function measureHealth(requests: number, migrationsFolder: string): Promise<HealthFigures> {
  using folder = temporaryFolder();
  const clock = { now: () => Date.now(), monotonic: () => performance.now() };
  const open = () => {
    const resources = { migrationsFolder, snapshotWorker: null };
    const opening = openStore({ folder: folder.path, clock, logger: silentLogger, resources });
    if (!opening.ok) throw new Error(opening.error.message);
    return opening.value.store;
  };
  open().close();
  const hours = layLedger(folder.path, requests);
  const store = open();
  const { scheduler, longestOf } = watchedScheduler();
  const engine = composeEngine({
    store,
    secrets: memorySecretStore(),
    connect: () => {
      throw new Error('Nothing is asked.');
    },
    environment: readEnvironment({ OPENAI_API_KEY: 'a', ANTHROPIC_API_KEY: 'b', GEMINI_API_KEY: 'c' }),
    events: { broadcast: () => undefined, watchers: () => 1, sendBatch: () => undefined },
    watches: { watch: () => undefined, unwatch: () => undefined },
    logger: silentLogger,
    desktop: null,
    onSettings: () => undefined,
    time: { clock, scheduler },
  });
  // What is read for the first time is compiled first.
  await engine.health.read('day');
  const began = performance.now();
  const longestRead = await longestOf(() => engine.health.read('month'));
  const readMs = performance.now() - began;
  const longestSigns = await longestOf(() => engine.health.signs());
  store.close();
  return { hours, longestRead, longestSigns, readMs };
}
