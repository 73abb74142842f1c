// The process that the kill sweep ends: the real engine holds four conversations at once with a loopback provider, and
// says on standard output, synchronously, what a person was told. Its parent is the journal.
import { writeSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { v7 } from 'uuid';
import { systemClock } from '#main/bootstrap/compose-engine';
import { openStore } from '#main/persistence/open-store';
import type { EventSink } from '#main/ports/event-sink';
import type { TurnRepository } from '#main/ports/turn-repository';
import type { WindowWatches } from '#main/ports/window-watches';
import { connectProvider } from '#main/providers/registry';
import { conversationIdSchema, messageIdSchema, type ConversationId } from '#shared/domain/ids';
import { parseModelRef } from '#shared/domain/model-ref';
import { silentLogger } from '../harness/database';
import { seededRandom, type EngineProcessOrders, type KillLabel } from './kill-labels';
import { liveEngine } from './live-engine';
import { vendorNames, vendorStreams } from './vendor-streams';

const orders = JSON.parse(process.argv[2] ?? '') as EngineProcessOrders;
const random = seededRandom(orders.seed);

/** A clock that the parent shares. */
const now = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;
const say = (...fields: readonly unknown[]): void => void writeSync(1, `${JSON.stringify(fields)}\n`);

let passed = 0;
function pass(label: KillLabel): void {
  if (label !== orders.label) return;
  passed += 1;
  if (passed < orders.nth) return;
  say('dying', now());
  process.kill(process.pid, 'SIGKILL');
}

let phase: 'starting' | 'running' = 'starting';
let opening: 'send' | 'reopen' | null = null;

/** Statements that stand in the middle of a transaction. */
const inside: readonly (readonly [RegExp, () => KillLabel | null])[] = [
  [/^insert into "?message"?/i, () => (opening === 'send' ? 'inside the transaction of a send' : null)],
  [
    /^update "?message"?/i,
    () => (opening === 'reopen' ? 'inside the transaction that reopens an answer' : null),
  ],
  [/^insert into "?part_chunk"?/i, () => 'inside the transaction of a checkpoint'],
  [
    /^delete from "?part_chunk"?/i,
    () =>
      phase === 'starting'
        ? 'inside the transaction that ends leftovers at a start'
        : 'inside the transaction of the settle',
  ],
];

/** The driver under the real storage, so that nothing in it has to know of this. */
function listenToStatements(): void {
  const prototype: { prepare: (sql: string) => SqliteDatabase.Statement } = SqliteDatabase.prototype;
  const { prepare } = prototype;
  const listening = function (this: SqliteDatabase.Database, sql: string): SqliteDatabase.Statement {
    const statement = prepare.call(this, sql);
    const found = inside.find(([pattern]) => pattern.test(sql.trimStart()));
    if (found === undefined) return statement;
    const run = statement.run.bind(statement);
    statement.run = (...values: unknown[]) => {
      const result = run(...values);
      const label = found[1]();
      if (label !== null) pass(label);
      return result;
    };
    return statement;
  };
  Object.assign(prototype, { prepare: listening });
}

function labelled(real: TurnRepository): TurnRepository {
  return {
    ...real,
    openTurn(turn) {
      pass('before the send is committed');
      opening = turn.kind === 'reopen' ? 'reopen' : 'send';
      real.openTurn(turn);
      opening = null;
      pass('after the commit of a send, before its answer');
    },
    checkpoint(answerId, appends) {
      pass('before a checkpoint');
      real.checkpoint(answerId, appends);
      pass('after a checkpoint');
    },
    settle(...end) {
      pass('before the settle');
      const message = real.settle(...end);
      pass('after the settle, before windows are told');
      return message;
    },
  };
}

const settledOf = new Map<ConversationId, () => void>();
const shownOf = new Map<ConversationId, () => void>();

const sink: EventSink & WindowWatches = {
  broadcast: () => undefined,
  watch: () => undefined,
  unwatch: () => undefined,
  watchers: () => 1,
  sendBatch(conversationId, { messageId, ops, settled }) {
    if (ops.length > 0) {
      say('shown', now(), messageId, ops);
      pass('after a batch was shown');
      shownOf.get(conversationId)?.();
    }
    if (settled === null) return;
    say('settled', messageId, settled.status, settled.parts);
    pass('after windows are told');
    settledOf.get(conversationId)?.();
  },
};

listenToStatements();
const opened = openStore({
  folder: orders.folder,
  clock: systemClock,
  logger: silentLogger,
  resources: { migrationsFolder: orders.migrationsFolder, snapshotWorker: null },
});
if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.message}`);
phase = 'running';
const { store } = opened.value;
const engine = liveEngine({
  store: { ...store, turns: labelled(store.turns) },
  origin: orders.origin,
  sink,
  connect(endpoint) {
    const provider = connectProvider(endpoint);
    return {
      ...provider,
      async *stream(request, signal) {
        pass('before the request');
        for await (const part of provider.stream(request, signal)) {
          yield part;
          if (part.type === 'part-delta') pass('after the first text');
        }
      },
    };
  },
});
say('ready');

/** One thing that a person does: goes on with what was cut off, asks again, or sends; and what they see of it. */
function act(conversationId: ConversationId, model: string): void {
  const headId = store.conversations.find(conversationId)?.headId ?? null;
  const head = headId === null ? null : store.conversations.getMessage(headId);
  const isCutOff = head?.status === 'interrupted' || head?.status === 'stopped';
  if (head?.role === 'assistant' && (isCutOff ? random() < 0.5 : random() < 0.15)) {
    const target = { conversationId, messageId: head.id };
    // Said before: whether a reopened reply was acknowledged or not, its text must stay.
    if (isCutOff) say('reopening', head.id);
    if (isCutOff) engine.chat.continue(target);
    else say('asked', engine.chat.regenerate(target, null).assistantMessageId);
    return;
  }
  const messageId = messageIdSchema.parse(v7());
  const text = `Question ${messageId} 🙂 ${'long '.repeat(Math.floor(random() * 200))}`.trimEnd();
  const started = engine.chat.send({
    conversationId,
    messageId,
    parentId: headId,
    text,
    files: [],
    model: parseModelRef(model),
    personaId: null,
    thinkingEffort: null,
  });
  say('sent', messageId, text, started.assistantMessageId);
}

async function converse(conversationId: ConversationId, model: string): Promise<never> {
  for (;;) {
    const settled = new Promise<void>((resolve) => settledOf.set(conversationId, resolve));
    const shown = new Promise<void>((resolve) => shownOf.set(conversationId, resolve));
    act(conversationId, model);
    if (random() < 0.3) {
      await Promise.race([shown, settled]);
      pass('when Stop is asked');
      await engine.chat.stop(conversationId);
    }
    await settled;
    if (random() < 0.05) await store.snapshots.takeIfChanged('quit');
  }
}

await Promise.all(
  vendorNames.map((name, index) =>
    converse(conversationIdSchema.parse(orders.conversations[index]), vendorStreams[name].model),
  ),
);
