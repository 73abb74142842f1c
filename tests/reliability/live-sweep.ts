import { openStore } from '#main/persistence/open-store';
import type { Store } from '#main/persistence/store';
import { systemClock } from '#main/bootstrap/compose-engine';
import type { EventSink } from '#main/ports/event-sink';
import type { WindowWatches } from '#main/ports/window-watches';
import type { ConversationId } from '#shared/domain/ids';
import { parseModelRef } from '#shared/domain/model-ref';
import type { StreamBatch } from '#shared/domain/stream-batch';
import type { Part } from '#shared/domain/part';
import { startProviderServer, type ProviderServer } from '../fakes/provider-server/provider-server';
import { eventStream, jsonReply, pause, stall, write, type Step } from '../fakes/provider-server/reply';
import { newConversationId, newMessageId, silentLogger, temporaryFolder } from '../harness/database';
import { liveEngine } from './live-engine';
import { scriptedText, vendorNames, vendorStreams, type VendorStream } from './vendor-streams';

export interface StopFigures {
  readonly stops: number;
  /** From Stop to the provider's socket being gone, in ms. */
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  /** Sockets that were left when all was over. */
  readonly openSockets: number;
  readonly problems: readonly string[];
}

export interface BurstFigures {
  readonly seconds: number;
  readonly events: number;
  /** Processor time of one turn of the event loop, in ms; the scripted provider runs in the same thread. */
  readonly p999: number;
  readonly most: number;
  /** Of memory, in MB. */
  readonly growth: number;
  readonly batches: number;
  readonly problems: readonly string[];
}

/** A window that only listens. */
class Listener implements EventSink, WindowWatches {
  batches: StreamBatch[] = [];
  onBatch: (batch: StreamBatch) => void = () => undefined;
  readonly broadcast = (): void => undefined;
  readonly watch = (): void => undefined;
  readonly unwatch = (): void => undefined;
  readonly watchers = (): number => 1;
  readonly sendBatch = (_: ConversationId, batch: StreamBatch): void => {
    this.batches.push(batch);
    this.onBatch(batch);
  };

  /** Settles with the first batch that is wanted. */
  next(isWanted: (batch: StreamBatch) => boolean): Promise<StreamBatch> {
    return new Promise((resolve) => {
      this.onBatch = (batch) => {
        if (isWanted(batch)) resolve(batch);
      };
    });
  }
}

interface Bench {
  readonly server: ProviderServer;
  readonly store: Store;
  readonly window: Listener;
  readonly engine: ReturnType<typeof liveEngine>;
  readonly end: () => Promise<void>;
}

async function openBench(migrationsFolder: string): Promise<Bench> {
  const folder = temporaryFolder();
  const server = await startProviderServer();
  server.otherwise(() => jsonReply(404, {}));
  const opening = openStore({
    folder: folder.path,
    clock: systemClock,
    logger: silentLogger,
    resources: { migrationsFolder, snapshotWorker: null },
  });
  if (!opening.ok) throw new Error(opening.error.message);
  const { store } = opening.value;
  const window = new Listener();
  const engine = liveEngine({ store, origin: server.origin, sink: window });
  return {
    server,
    store,
    window,
    engine,
    async end() {
      await engine.registry.interruptAll();
      store.close();
      await server.close();
      folder[Symbol.dispose]();
    },
  };
}

function ask({ engine }: Bench, vendor: VendorStream) {
  const conversationId = newConversationId();
  const model = parseModelRef(vendor.model);
  const question = { conversationId, messageId: newMessageId(), parentId: null, text: 'Go on.' };
  const { assistantMessageId } = engine.chat.send({
    ...question,
    files: [],
    model,
    personaId: null,
    thinkingEffort: null,
  });
  return { conversationId, answerId: assistantMessageId };
}

const textOf = (parts: readonly Part[]): string =>
  parts.map((part) => (part.type === 'text' || part.type === 'thinking' ? part.text : '')).join('');

/** Stop in the middle of answers of all four vendors, every second time after the window was loaded anew. */
export async function sweepStops(stops: number, migrationsFolder: string): Promise<StopFigures> {
  const bench = await openBench(migrationsFolder);
  const times: number[] = [];
  const problems: string[] = [];
  for (let round = 0; round < stops; round += 1) {
    const vendor = vendorStreams[vendorNames[round % vendorNames.length] ?? 'openai'];
    bench.server.next(eventStream('', ...beginningOf(vendor), stall));
    const result = await stopOnce(bench, vendor, round % 8 >= 4);
    times.push(result.ms);
    if (result.problem !== null) problems.push(`${vendor.model}, round ${round}: ${result.problem}`);
  }
  times.sort((left, right) => left - right);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const openSockets = bench.server.openSockets();
  await bench.end();
  return { stops, p50: at(0.5), p99: at(0.99), most: at(1), openSockets, problems };
}

const beginningOf = (vendor: VendorStream): Step[] => [
  ...vendor.head.map((piece) => write(piece)),
  write((vendor.thought ?? vendor.text)(scriptedText.slice(0, 400))),
];

async function stopOnce(bench: Bench, vendor: VendorStream, isReloaded: boolean) {
  const { engine, window, server, store } = bench;
  window.batches = [];
  const shown = window.next(({ ops }) => ops.length > 0);
  const { conversationId, answerId } = ask(bench, vendor);
  await shown;
  const before = isReloaded ? textOf(engine.chat.watch(conversationId, 1)?.parts ?? []) : null;
  const socketClosed = server.requests.at(-1)?.socketClosed;
  const settled = window.next((batch) => batch.settled !== null);
  const stoppedAt = performance.now();
  const wasLive = await engine.chat.stop(conversationId);
  const final = (await settled).settled;
  const ms = ((await socketClosed) ?? Number.POSITIVE_INFINITY) - stoppedAt;
  const after = window.batches.slice(window.batches.findIndex((batch) => batch.settled !== null) + 1);
  const stored = store.conversations.getMessage(answerId);
  const kept = textOf(stored.parts);
  const problem =
    !wasLive || stored.status !== 'stopped'
      ? `it is stored as ${stored.status}`
      : after.length > 0
        ? 'text followed a Stop'
        : kept === '' || !scriptedText.startsWith(kept) || kept !== textOf(final?.parts ?? [])
          ? 'what is stored is not what was shown'
          : before !== null && before !== kept
            ? 'after loading the window anew it shows other text'
            : engine.chat.watch(conversationId, 1) !== null
              ? 'it is still live'
              : null;
  return { ms, problem };
}

/** One answer that comes at 10,000 events a second. */
export async function sweepBurst(seconds: number, migrationsFolder: string): Promise<BurstFigures> {
  const bench = await openBench(migrationsFolder);
  const vendor = vendorStreams.compatible;
  const perWrite = 100;
  const writes = seconds * 100;
  const event = vendor.text('word ');
  const steps = Array.from({ length: writes }, () => [write(event.repeat(perWrite)), pause(10)]).flat();
  bench.server.next(
    eventStream(
      '',
      ...vendor.head.map((piece) => write(piece)),
      ...steps,
      ...vendor.end.map((piece) => write(piece)),
    ),
  );
  const strain = watchStrain();
  const settled = bench.window.next((batch) => batch.settled !== null);
  const started = performance.now();
  const { answerId } = ask(bench, vendor);
  await settled;
  const elapsed = (performance.now() - started) / 1000;
  const figures = strain.end();
  const stored = bench.store.conversations.getMessage(answerId);
  const problems =
    stored.status === 'complete' && textOf(stored.parts) === 'word '.repeat(perWrite * writes)
      ? []
      : [`${textOf(stored.parts).length} characters are stored as ${stored.status}`];
  const batches = bench.window.batches.length;
  await bench.end();
  return { seconds: elapsed, events: perWrite * writes, ...figures, batches, problems };
}

/** Its own processor time, not the clock: on a busy machine a thread also waits for a processor. */
function watchStrain() {
  const before = process.memoryUsage().rss;
  const turns: number[] = [];
  let most = before;
  let last = process.threadCpuUsage();
  const watch = setInterval(() => {
    const spent = process.threadCpuUsage(last);
    last = process.threadCpuUsage();
    turns.push((spent.user + spent.system) / 1000);
    most = Math.max(most, process.memoryUsage().rss);
  }, 1);
  return {
    end() {
      clearInterval(watch);
      turns.sort((left, right) => left - right);
      const p999 = turns[Math.floor(turns.length * 0.999)] ?? 0;
      return { p999, most: turns.at(-1) ?? 0, growth: (most - before) / 1e6 };
    },
  };
}
