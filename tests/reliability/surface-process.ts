// The process whose surface is called: the real engine, storage, log and ports, without Electron; the page that calls is a
// thread of it. It says what became of it in one line on standard output.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Worker, type MessagePort } from 'node:worker_threads';
import { composeEngine, systemClock } from '#main/bootstrap/compose-engine';
import { readEnvironment } from '#main/features/providers/read-environment';
import { createHandlers } from '#main/ipc/create-handlers';
import { createRouter } from '#main/ipc/router';
import { createWindowPorts } from '#main/ipc/window-ports';
import { systemScheduler } from '#main/streaming/system-scheduler';
import { openStore } from '#main/persistence/open-store';
import { createFileLogger } from '#main/platform/log/logger';
import type { ConnectProvider } from '#main/ports/chat-provider';
import type { Logger } from '#main/ports/logger';
import { asMainPort } from '../fakes/main-port';
import { memorySecretStore } from '../fakes/memory-secret-store';
import { completeEnd, errorEnd, listedModel, say as answerWith } from '../fakes/scripted-provider';
import { quietImport } from '../harness/quiet-import';
import { quietBackup } from '../harness/quiet-backup';
import { quietQuick, quietReview, quietShell } from '../harness/quiet-shell';
import { createRandom } from './call-generator';
import type { FuzzerReport, SurfaceOrders, SurfaceReport } from './surface-orders';

const orders = JSON.parse(process.argv[2] ?? '') as SurfaceOrders;
const random = createRandom(orders.fuzzing.seed + 1);
const unexpected: string[] = [];
const tell = (what: string, cause?: unknown): void => {
  if (unexpected.length < 50)
    unexpected.push(`${what}: ${cause instanceof Error ? cause.stack : String(cause)}`);
};
process.on('uncaughtException', (cause) => tell('uncaught exception', cause));
process.on('unhandledRejection', (cause) => tell('unhandled rejection', cause));

const prototypes = { Object, Array, Function, String, Map, Promise };
const propertiesOf = (): readonly string[] =>
  Object.entries(prototypes).flatMap(([name, { prototype }]) =>
    Reflect.ownKeys(prototype).map((key) => `${name}.${String(key)}`),
  );
const before = propertiesOf();

const file = createFileLogger({ folder: join(orders.folder, 'logs'), home: homedir() });
const logger: Logger = {
  ...file,
  error(message, fields, cause) {
    // A page may write any problem of its own to the log; everything else there is a fault of the app.
    if (message !== 'a problem in a window') tell(message, cause);
    file.error(message, fields, cause);
  },
};

/** Answers in a few pieces, mostly; fails, hangs until Stop, or takes its time. */
const connect: ConnectProvider = () => ({
  async *stream(request, signal) {
    const dice = random.below(100);
    if (dice < 70) {
      yield* answerWith('Hello. '.repeat(random.below(30) + 1))(request, signal);
      return;
    }
    if (dice < 80) {
      yield errorEnd(random.pick(['overloaded', 'permission', 'content-filtered', 'network']), {
        retryAfterMs: 5,
      });
      return;
    }
    yield { type: 'part-start', index: 0, kind: dice < 85 ? 'thinking' : 'text' };
    for (let piece = 0; piece < 20 && !signal.aborted; piece += 1) {
      yield { type: 'part-delta', index: 0, delta: 'slowly ' };
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    yield { type: 'part-end', index: 0, state: null };
    yield completeEnd;
  },
  listModels: () => Promise.resolve({ ok: true, value: [listedModel('m'), listedModel('other')] }),
});

const opened = openStore({
  folder: orders.folder,
  clock: systemClock,
  logger,
  resources: { migrationsFolder: orders.migrationsFolder, snapshotWorker: null },
  onDamage: ({ message }) => tell('damage', message),
});
if (!opened.ok) throw new Error(opened.error.message);
const { store } = opened.value;
const ports = createWindowPorts(logger);
const engine = composeEngine({
  store,
  secrets: memorySecretStore(),
  connect,
  environment: readEnvironment({
    PARLEY_COMPATIBLE_BASE_URL: 'http://127.0.0.1:9/v1',
    PARLEY_COMPATIBLE_NAME: 'Test',
    PARLEY_DEFAULT_MODEL: 'test/m',
  }),
  events: ports,
  watches: ports,
  desktop: null,
  copyImage: () => Promise.resolve(true),
  documentWorker: orders.documentWorker,
  logger,
  onSettings: ({ debugLog }) => file.setDebug(debugLog),
});
const shell = {
  ...quietShell(orders.folder),
  reportProblem: ({ message, stack }: { readonly message: string; readonly stack: string }) =>
    logger.error('a problem in a window', { problem: message, stack }),
};
const backup = quietBackup({
  ...{ store, engine, secrets: memorySecretStore(), events: ports, logger },
  ...{ clock: systemClock, scheduler: systemScheduler },
});
const features = { ...engine, ...quietImport, shell, quick: quietQuick, review: quietReview, backup };
const router = createRouter(createHandlers(features), { logger, clock: systemClock });

const heap: number[] = [];
function lookAtMemory(): void {
  globalThis.gc?.();
  heap.push(process.memoryUsage().heapUsed);
}

async function end(fuzzed: FuzzerReport): Promise<void> {
  await engine.registry.interruptAll();
  lookAtMemory();
  store.close();
  file.flush();
  const after = propertiesOf();
  const pollution = [
    ...after.filter((name) => !before.includes(name)),
    ...before.filter((name) => !after.includes(name)),
    ...('polluted' in {} ? ['Object.polluted'] : []),
  ];
  const residentBytes = process.memoryUsage().rss;
  const report: SurfaceReport = { ...fuzzed, heap, residentBytes, pollution, unexpected };
  // A pipe takes a long report in pieces: exit waits for the last of them.
  process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
}

type FromFuzzer =
  | { readonly serve: number; readonly port: MessagePort }
  | { readonly made: number }
  | { readonly report: FuzzerReport };

const worker = new Worker(orders.fuzzer, { workerData: orders.fuzzing, execArgv: [] });
worker.on('message', (message: FromFuzzer) => {
  if ('serve' in message) {
    ports.serve(asMainPort(message.port), message.serve, router);
  } else if ('made' in message) {
    lookAtMemory();
    process.stderr.write(`${message.made}\n`);
  } else void end(message.report);
});
worker.on('error', (error: Error) => {
  process.stderr.write(`the fuzzer failed: ${error.stack ?? error.message}\n`);
  process.exit(4);
});
