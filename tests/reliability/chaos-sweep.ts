import { setTimeout } from 'node:timers/promises';
import { v4 } from 'uuid';
import { composeEngine, type Engine } from '#main/bootstrap/compose-engine';
import { readEnvironment } from '#main/features/providers/read-environment';
import { openStore } from '#main/persistence/open-store';
import type { Store } from '#main/persistence/store';
import type { Clock } from '#main/ports/clock';
import type { ConnectProvider } from '#main/ports/chat-provider';
import type { Scheduler } from '#main/ports/scheduler';
import type { LedgerEntry } from '#main/ports/usage-repository';
import { connectProvider } from '#main/providers/registry';
import { nanosOf } from '#shared/domain/money';
import { providerIdSchema } from '#shared/domain/ids';
import { parseModelRef, type ModelRef } from '#shared/domain/model';
import { memorySecretStore } from '../fakes/memory-secret-store';
import { newConversationId, newMessageId, silentLogger, temporaryFolder } from '../harness/database';
import {
  chaosVendors,
  faultKinds,
  startChaosServer,
  type BookEntry,
  type ChaosServer,
  type ChaosVendor,
  type TurnScript,
} from './chaos-servers';
import { seededRandom } from './kill-labels';
import { wordsFrom } from './vendor-streams';

export interface ChaosFigures {
  readonly turns: number;
  /** How the turns ended. */
  readonly complete: number;
  readonly others: Readonly<Record<string, number>>;
  readonly requests: number;
  /** From the question to the end of the answer, in ms of the run's own time. */
  readonly p50: number;
  readonly p95: number;
  /** Nano-dollars: what the books say, what the ledger says. */
  readonly booked: number;
  readonly counted: number;
  /** Left when idle ones have been given back, and timers beside those of before. */
  readonly openSockets: number;
  readonly timers: number;
  readonly problems: readonly string[];
}

export interface ChaosOptions {
  readonly turns: number;
  readonly seed: number;
  /** Of each kind, so many of the turns. */
  readonly faultShare: number;
  readonly migrationsFolder: string;
}

/** The run's time goes so many times as fast as the wall's: waits are the real ones, nobody has to sit through them. */
const speed = 10;
const atOnce = 16;
const models: Readonly<Record<ChaosVendor, string>> = {
  openai: 'openai/gpt-4o',
  anthropic: 'anthropic/claude-sonnet-4-5',
  compatible: 'echo/echo',
};
const idOf: Readonly<Record<ChaosVendor, string>> = {
  openai: 'openai',
  anthropic: 'anthropic',
  compatible: 'echo',
};
/** A daily limit of this provider, which is reached in the middle of the run. */
const budgeted = 'anthropic';

const refOf = (vendor: ChaosVendor): ModelRef => {
  const ref = parseModelRef(models[vendor]);
  if (ref === null) throw new Error(`No model: ${models[vendor]}`);
  return ref;
};

/** As fast as the wall's until it is told to hurry: keys are tested before. */
class RunTime implements Clock, Scheduler {
  #factor = 1;
  #from = performance.now();
  #passed = 0;
  readonly #wall = Date.now();

  hurry(): void {
    this.#passed = this.monotonic();
    this.#from = performance.now();
    this.#factor = speed;
  }

  readonly monotonic = (): number => this.#passed + (performance.now() - this.#from) * this.#factor;
  readonly now = (): number => Math.round(this.#wall + this.monotonic());
  readonly breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  after(delayMs: number, run: () => void): () => void {
    const timer = globalThis.setTimeout(run, Math.max(0, delayMs / this.#factor));
    return () => clearTimeout(timer);
  }
}

/** Faults are dealt like cards: each kind exactly as often as it should be. */
function scriptsOf({ turns, seed, faultShare }: ChaosOptions): TurnScript[] {
  const random = seededRandom(seed);
  const dealt = faultKinds.flatMap((kind) =>
    Array.from({ length: Math.round(turns * faultShare) }, () => kind),
  );
  const order = Array.from({ length: turns }, (_, index) => index)
    .map((index) => ({ index, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ index }) => index);
  const faults = new Map(dealt.map((kind, place) => [order[place], kind]));
  return Array.from({ length: turns }, (_, index) => ({
    fault: faults.get(index) ?? null,
    input: 50 + Math.floor(random() * 500),
    output: 20 + Math.floor(random() * 400),
    text: wordsFrom(index, 200),
    firstMs: (400 + random() * 800) / speed,
    writingMs: (3_000 + random() * 5_000) / speed,
  }));
}

const dayStart = { from: 0, providerId: providerIdSchema.parse(budgeted), personaId: null };

/** The engine over three vendors on loopback, each with two keys and the other two to fall back to. */
class ChaosRun {
  readonly problems: string[] = [];
  readonly times: number[] = [];
  readonly ends = new Map<string, number>();
  readonly engine: Engine;
  readonly #store: Store;
  readonly #time = new RunTime();
  readonly #waiting = new Map<string, () => void>();

  constructor(store: Store) {
    this.#store = store;
    this.engine = composeEngine({
      store,
      secrets: memorySecretStore(),
      connect: this.#watched(),
      environment: readEnvironment({}),
      events: {
        broadcast: () => undefined,
        watchers: () => 1,
        sendBatch: (_, { settled }) => {
          if (settled !== null) this.#waiting.get(settled.id)?.();
        },
      },
      watches: { watch: () => undefined, unwatch: () => undefined },
      logger: silentLogger,
      desktop: null,
      onSettings: () => undefined,
      time: { clock: this.#time, scheduler: this.#time },
    });
  }

  /** The real clients, with waits as fast as the run's time; no request may leave through an open breaker, or too soon. */
  #watched(): ConnectProvider {
    const timers = { firstByteMs: 100_000 / speed, idleMs: 100_000 / speed, noProgressMs: 1_000_000 / speed };
    return (endpoint) => {
      const connected = connectProvider({ ...endpoint, timers });
      return {
        ...connected,
        stream: (request, ...rest) => {
          const board = this.engine.breakers.list();
          void endpoint.readKey().then((key) => {
            const own = board.filter(
              ({ ref, keyLast4 }) =>
                ref.providerId === endpoint.id &&
                (ref.modelId === null || ref.modelId === request.modelId) &&
                keyLast4 === key?.slice(-4),
            );
            if (own.some(({ state }) => state === 'open'))
              this.problems.push(`A request went to ${endpoint.id} through an open breaker`);
            if (own.some(({ limitedUntil }) => limitedUntil !== null))
              this.problems.push(`A request went to ${endpoint.id} before the time that it had named`);
          });
          return connected.stream(request, ...rest);
        },
      };
    };
  }

  /** Addresses, two keys each, chains across all three, and a budget. */
  async setUp(servers: ReadonlyMap<ChaosVendor, ChaosServer>, budgetDollars: number | null): Promise<void> {
    const { keys, providers, settings } = this.engine;
    for (const [vendor, { origin }] of servers) {
      const baseUrl = vendor === 'anthropic' ? origin : `${origin}/v1`;
      const first = `sk-${vendor}-first-0000000000001111`;
      if (vendor === 'compatible') await providers.add({ name: idOf[vendor], baseUrl, key: first });
      else providers.update(providerIdSchema.parse(vendor), { baseUrl });
      const id = providerIdSchema.parse(idOf[vendor]);
      if (vendor !== 'compatible') await keys.save(id, first);
      await keys.add(id, `sk-${vendor}-second-000000000002222`, { label: null, expiresAt: null });
    }
    const routing = Object.fromEntries(
      chaosVendors.map((vendor) => [
        idOf[vendor],
        {
          defaultModel: null,
          fallbacks: chaosVendors.filter((other) => other !== vendor).map(refOf),
          requestsPerMinute: null,
          tokensPerMinute: null,
        },
      ]),
    );
    const budget = {
      id: v4(),
      period: 'day',
      providerId: dayStart.providerId,
      personaId: null,
      nanos: nanosOf(budgetDollars ?? 1_000),
      action: 'block',
    } as const;
    settings.update({ autoTitle: false, keepExchanges: false, routing, budgets: [budget] });
  }

  /** All turns, so many at once. */
  async ask(turns: number): Promise<void> {
    this.#time.hurry();
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let turn = next; turn < turns; turn = next) {
        next += 1;
        await this.#askOne(turn);
        // As between two messages of a window: turns that are refused at once must not keep the sockets from being read.
        await this.#time.breathe();
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }

  async #askOne(turn: number): Promise<void> {
    const vendor = chaosVendors[turn % chaosVendors.length] ?? 'openai';
    const conversationId = newConversationId();
    const asked = this.#time.monotonic();
    const { assistantMessageId: id } = this.engine.chat.send({
      conversationId,
      messageId: newMessageId(),
      parentId: null,
      text: `This is turn ${turn} of the run.`,
      files: [],
      model: refOf(vendor),
      personaId: null,
      thinkingEffort: null,
    });
    await new Promise<void>((resolve) => this.#waiting.set(id, resolve));
    this.#waiting.delete(id);
    const { status } = this.#store.conversations.getMessage(id);
    if (status === 'complete') this.times.push(this.#time.monotonic() - asked);
    if (status === 'streaming')
      this.problems.push(`Turn ${turn} ended for the windows and streams on in storage`);
    this.ends.set(status, (this.ends.get(status) ?? 0) + 1);
    // A person who sees a key that is refused looks after it.
    for (const { ref, state } of this.engine.breakers.list()) {
      if (state === 'open' && ref.modelId === null) this.engine.breakers.reset(ref);
    }
  }
}

/** The ledger against the books of the servers, request by request in number, token by token in sum. */
async function audit(
  { engine, problems }: ChaosRun,
  store: Store,
  servers: ReadonlyMap<ChaosVendor, ChaosServer>,
): Promise<{ readonly booked: number; readonly counted: number; readonly requests: number }> {
  const rows: LedgerEntry[] = [];
  for (let page = store.usage.list({ from: null, to: null }, 0, 500); page.length > 0;) {
    rows.push(...page);
    page = store.usage.list({ from: null, to: null }, page.at(-1)?.position ?? Infinity, 500);
  }
  const sums = { booked: 0, counted: 0, requests: 0 };
  for (const [vendor, { book }] of servers) {
    const own = rows.filter(({ providerId }) => providerId === idOf[vendor]);
    const compare = (what: string, ledger: number, ours: number): void => {
      if (ledger !== ours)
        problems.push(`${vendor}: ${ledger} ${what} in the ledger, ${ours} in its own book`);
    };
    const sum = (values: readonly (number | null)[]): number =>
      values.reduce<number>((all, one) => all + (one ?? 0), 0);
    compare('requests', own.length, book.length);
    compare(
      'whole answers',
      own.filter(({ outcome }) => outcome === 'complete').length,
      book.filter(({ isWhole }) => isWhole).length,
    );
    compare('tokens in', sum(own.map(({ inputTokens }) => inputTokens)), sum(book.map(({ input }) => input)));
    compare(
      'tokens out',
      sum(own.map(({ outputTokens }) => outputTokens)),
      sum(book.map(({ output }) => output)),
    );
    const booked = await invoiceOf(engine, vendor, book);
    const counted = sum(own.map(({ cost, outcome }) => (outcome === 'complete' ? cost : 0)));
    compare('nano-dollars', counted, booked);
    sums.booked += booked;
    sums.counted += counted;
    sums.requests += book.length;
  }
  return sums;
}

/** What a provider would charge for whole answers, in nano-dollars; one without a price charges nothing. */
async function invoiceOf(engine: Engine, vendor: ChaosVendor, book: readonly BookEntry[]): Promise<number> {
  const { pricing } = await engine.models.describe(refOf(vendor));
  const perToken = (perMillion: number | null | undefined): number => (perMillion ?? 0) * 1_000;
  return book
    .filter(({ isWhole }) => isWhole)
    .reduce(
      (sum, { input, output }) =>
        sum + (input ?? 0) * perToken(pricing?.input) + (output ?? 0) * perToken(pricing?.output),
      0,
    );
}

/** Idle sockets are kept for a while, for the next request; longer than this none is. */
const longestIdleMs = 15_000;

/** Sockets that the client does not give back by itself. */
async function socketsLeft(servers: readonly ChaosServer[]): Promise<number> {
  const limit = new AbortController();
  const over = setTimeout(longestIdleMs, null, { signal: limit.signal }).catch(() => undefined);
  await Promise.race([Promise.all(servers.map((server) => server.emptied())), over]);
  limit.abort();
  return servers.reduce((sum, server) => sum + server.openSockets(), 0);
}

const timersNow = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** Three providers, so many turns, faults of every kind; what is wrong is named in `problems`. */
export async function sweepChaos(options: ChaosOptions, budgetDollars: number | null): Promise<ChaosFigures> {
  const timersBefore = timersNow();
  const folder = temporaryFolder();
  const scripts = scriptsOf(options);
  const servers = new Map<ChaosVendor, ChaosServer>();
  for (const vendor of chaosVendors) servers.set(vendor, await startChaosServer(vendor, scripts, 2));
  const opening = openStore({
    folder: folder.path,
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    logger: silentLogger,
    resources: { migrationsFolder: options.migrationsFolder, snapshotWorker: null },
  });
  if (!opening.ok) throw new Error(opening.error.message);
  const { store } = opening.value;
  const run = new ChaosRun(store);
  await run.setUp(servers, budgetDollars);
  await run.ask(options.turns);
  if (run.engine.registry.hasLive()) run.problems.push('A turn is live after all have ended');
  const sums = await audit(run, store, servers);
  const { settled, reserved } = store.usage.spending(dayStart);
  if (budgetDollars !== null && settled > nanosOf(budgetDollars))
    run.problems.push(`The budget of ${budgetDollars} was exceeded: ${settled}`);
  if (reserved !== 0) run.problems.push(`${reserved} nano-dollars are set aside for nothing`);
  const sorted = run.times.toSorted((a, b) => a - b);
  store.close();
  const openSockets = await socketsLeft([...servers.values()]);
  for (const server of servers.values()) await server.close();
  folder[Symbol.dispose]();
  const { complete = 0, ...others } = Object.fromEntries(run.ends);
  return {
    turns: options.turns,
    complete,
    others,
    ...sums,
    p50: at(sorted, 0.5),
    p95: at(sorted, 0.95),
    openSockets,
    // One of before may have run out meanwhile.
    timers: Math.max(0, timersNow() - timersBefore),
    problems: run.problems,
  };
}
