import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { systemClock } from '#main/bootstrap/compose-engine';
import { openStore } from '#main/persistence/open-store';
import { runSeed } from '#main/persistence/seed/seed-cli';
import type { Store } from '#main/persistence/store';
import { createMapper } from '#main/providers/compatible/stream';
import { createEventDecoder } from '#main/providers/wire/event-decoder';
import { streamTurn } from '#main/providers/wire/stream-turn';
import { createTurnRegistry } from '#main/streaming/registry';
import { systemScheduler } from '#main/streaming/system-scheduler';
import { streamIdSchema, type ConversationId } from '#shared/domain/ids';
import type { StreamPart } from '#shared/domain/stream-part';
import { appError } from '#shared/errors/app-error';
import { v7 } from 'uuid';
import { openTurn, silentLogger, temporaryFolder, text } from '../harness/database';
import { vendorStreams } from './vendor-streams';

/** One line of the table. `floor` is the same work done in the least way; `ratio` is to it. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly ratio?: number;
  /** What the ratio is to. */
  readonly floor?: string;
}

const tokens = 5_000;
const events = Array.from({ length: tokens }, (_, at) => vendorStreams.compatible.text(` word${at % 97}`));
const body = [...vendorStreams.compatible.head, ...events, ...vendorStreams.compatible.end].join('');

function sorted(rounds: number, work: (round: number) => void): readonly number[] {
  return Array.from({ length: rounds }, (_, round) => {
    const start = performance.now();
    work(round);
    return performance.now() - start;
  }).sort((left, right) => left - right);
}

const at = (times: readonly number[], share: number): number => times[Math.floor(times.length * share)] ?? 0;
const median = (rounds: number, work: (round: number) => void): number => at(sorted(rounds, work), 0.5);

/** Processor time of this process, in ms, of one run of asynchronous work: the least of some rounds. */
async function processorTime(rounds: number, work: () => Promise<void>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

/** Bytes → events → parts of one vendor, without a socket. */
export async function measureWire(): Promise<readonly Measure[]> {
  const bytes = Buffer.from(body);
  const decodeAndMap = median(40, () => {
    const [decoder, mapper] = [createEventDecoder(), createMapper()];
    for (const event of decoder.push(bytes)) mapper.event(event);
  });
  const floor = median(40, () => {
    for (const frame of body.split('\n\n')) if (frame.startsWith('data: {')) JSON.parse(frame.slice(6));
  });
  const pieces = events.map((event) => Buffer.from(event));
  const turn = await processorTime(8, async () => {
    await drain(turnOf(pieces));
  });
  return [
    {
      name: 'wire: decode and map',
      value: bytes.length / 1_000 / decodeAndMap,
      unit: 'MB/s',
      ratio: decodeAndMap / floor,
      floor: 'split and JSON.parse',
    },
    { name: 'wire: a whole turn of 5,000 tokens, each its own chunk', value: turn, unit: 'ms CPU' },
  ];
}

async function drain(stream: AsyncIterable<StreamPart>): Promise<void> {
  for await (const part of stream) if (part.type === 'turn-end') return;
}

function turnOf(pieces: readonly Uint8Array[]): AsyncIterable<StreamPart> {
  let next = 0;
  const end = Buffer.from(vendorStreams.compatible.end.join(''));
  const source = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (next > pieces.length) controller.close();
        else controller.enqueue(pieces[next] ?? end);
        next += 1;
      },
    },
    { highWaterMark: 0 },
  );
  return streamTurn({
    signal: new AbortController().signal,
    open: () => Promise.resolve(new Response(source)),
    createMapper,
    toAppError: () => appError('internal', 'No failure has a status here.'),
  });
}

function openAt(folder: string, migrationsFolder: string): Store {
  const opening = openStore({
    folder,
    clock: systemClock,
    logger: silentLogger,
    resources: { migrationsFolder, snapshotWorker: null },
  });
  if (!opening.ok) throw new Error(opening.error.message);
  return opening.value.store;
}

/** A live turn of 5,000 tokens through accumulator, checkpoints and batches, against reading the same parts. */
export async function measureRegistry(migrationsFolder: string): Promise<readonly Measure[]> {
  using folder = temporaryFolder();
  const store = openAt(folder.path, migrationsFolder);
  let batches = 0;
  const sink = { broadcast: () => undefined, watchers: () => 1, sendBatch: () => void (batches += 1) };
  const registry = createTurnRegistry({
    turns: store.turns,
    events: sink,
    clock: systemClock,
    scheduler: systemScheduler,
    logger: silentLogger,
    keepImage: () => Promise.reject(new Error('this answer has no image')),
  });
  const alone = await processorTime(8, async () => {
    await drain(partsOfAnswer());
  });
  const live = await processorTime(8, async () => {
    const { conversationId, answerId } = openTurn(store, 'A question');
    await new Promise<void>((resolve) => {
      registry.start({
        conversationId,
        streamId: streamIdSchema.parse(v7()),
        messageId: answerId,
        initialParts: [],
        firstIndex: 0,
        async run(controls) {
          await controls.consume(partsOfAnswer());
          return { status: 'complete', error: null, attempt: null };
        },
        readAnswer: () => store.conversations.getMessage(answerId),
        onSettled: () => resolve(),
      });
    });
  });
  store.close();
  return [{ name: 'registry: a live turn of 5,000 tokens, stored', value: live - alone, unit: 'ms CPU' }];
}

async function* partsOfAnswer(): AsyncGenerator<StreamPart, void> {
  yield { type: 'part-start', index: 0, kind: 'text' };
  for (let token = 0; token < tokens; token += 1) {
    yield { type: 'part-delta', index: 0, delta: ` word${token % 97}` };
    if (token % 50 === 0) await systemScheduler.breathe();
  }
  yield { type: 'part-end', index: 0, state: null };
  yield { type: 'turn-end', outcome: 'complete', error: null };
}

/** One durable step each, against a bare insert with the same durability. */
export function measureWrites(migrationsFolder: string): readonly Measure[] {
  using folder = temporaryFolder();
  const store = openAt(folder.path, migrationsFolder);
  const rounds = 200;
  const floor = bareInsert(join(folder.path, 'floor.db'), rounds);
  const opened: ReturnType<typeof openTurn>[] = [];
  const send = sorted(rounds, (round) => opened.push(openTurn(store, `Question ${round}`)));
  const first = opened[0];
  if (first === undefined) throw new Error('nothing was opened');
  const checkpoint = sorted(rounds, () =>
    store.turns.checkpoint(first.answerId, [{ index: 0, kind: 'text', text: 'x'.repeat(1_024) }]),
  );
  const answer = text('y'.repeat(20_000));
  const settle = sorted(rounds, (round) => {
    const turn = opened[round];
    if (turn !== undefined) store.turns.settle(turn.answerId, 'complete', null, [answer], null);
  });
  store.close();
  const measure = (name: string, times: readonly number[]): Measure => ({
    name: `storage: ${name}, median of ${rounds} (p99 ${at(times, 0.99).toFixed(1)} ms)`,
    value: at(times, 0.5),
    unit: 'ms',
    ratio: at(times, 0.5) / floor,
    floor: 'a bare insert, synchronous=FULL',
  });
  return [
    measure('a send, durable', send),
    measure('a checkpoint of 1 KB', checkpoint),
    measure('a settle of 20 KB', settle),
  ];
}

function bareInsert(path: string, rounds: number): number {
  const client = new SqliteDatabase(path);
  client.pragma('journal_mode = WAL');
  client.pragma('synchronous = FULL');
  client.exec('CREATE TABLE row (text TEXT)');
  const insert = client.prepare('INSERT INTO row VALUES (?)');
  const time = median(rounds, () => insert.run('x'.repeat(1_024)));
  client.close();
  return time;
}

/** A conversation of 200 messages and one of 10,000, made by the seed command and read from their end. */
export function measureReading(migrationsFolder: string): readonly Measure[] {
  using folder = temporaryFolder();
  using empty = temporaryFolder();
  const seed = (title: string, messages: number): number => {
    const start = performance.now();
    const code = runSeed(
      [`--user-data-dir=${folder.path}`, `--title=${title}`, `--messages=${messages}`],
      migrationsFolder,
    );
    if (code !== 0) throw new Error('the seed failed');
    return performance.now() - start;
  };
  seed('short', 200);
  const longMs = seed('long', 10_000);
  // The first of each only warms up.
  const openTimes = (path: string): number => median(9, () => openAt(path, migrationsFolder).close());
  openAt(empty.path, migrationsFolder).close();
  openTimes(folder.path);
  const [openEmpty, openFull] = [openTimes(empty.path), openTimes(folder.path)];
  const store = openAt(folder.path, migrationsFolder);
  const idOf = (title: string): ConversationId => {
    const row = store.organisation.list({ type: 'all' }, null, 10).rows.find((each) => each.title === title);
    if (row === undefined) throw new Error(`there is no conversation ${title}`);
    return row.id;
  };
  const [short, long] = [idOf('short'), idOf('long')];
  const page = (id: ConversationId): number =>
    median(60, () => void store.conversations.listMessages(id, { at: 'end' }, 50));
  page(long);
  page(short);
  const [shortPage, longPage] = [page(short), page(long)];
  // What a send looks at: the marks of all messages, and what the newest say.
  const branch = (id: ConversationId): number => {
    const { headId } = store.conversations.get(id);
    if (headId === null) throw new Error('the conversation is empty');
    return median(20, () => {
      for (const message of store.conversations.readBranch(headId).slice(-200)) void message.parts;
    });
  };
  const [shortBranch, longBranch] = [branch(short), branch(long)];
  store.close();
  return [
    {
      name: 'storage: open, 10,200 messages',
      value: openFull,
      unit: 'ms',
      ratio: openFull / openEmpty,
      floor: 'an empty database',
    },
    {
      name: 'storage: last page of 50 of 10,000',
      value: longPage,
      unit: 'ms',
      ratio: longPage / shortPage,
      floor: 'of 200 messages',
    },
    {
      name: 'storage: a branch of 10,000 with what its last 200 say',
      value: longBranch,
      unit: 'ms',
      ratio: longBranch / shortBranch,
      floor: 'of 200 messages',
    },
    { name: 'seed: 10,000 messages', value: 10_000 / (longMs / 1_000), unit: 'messages/s' },
  ];
}
