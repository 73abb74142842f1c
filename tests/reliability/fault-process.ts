// The process whose disk fails: the real engine behind the surface that windows use, driven through a short session. It
// says on standard output, synchronously, what a person was told. Its parent is the journal.
import { writeSync } from 'node:fs';
import { v7 } from 'uuid';
import { composeEngine, systemClock } from '#main/bootstrap/compose-engine';
import { readEnvironment } from '#main/features/providers/read-environment';
import { createHandlers } from '#main/ipc/create-handlers';
import { createRouter } from '#main/ipc/router';
import { createWindowPorts } from '#main/ipc/window-ports';
import { systemScheduler } from '#main/streaming/system-scheduler';
import { openStore } from '#main/persistence/open-store';
import type { ConnectProvider } from '#main/ports/chat-provider';
import type { AppEvent } from '#shared/contracts/events';
import { contract, type InputOf, type OutputOf, type RouteName } from '#shared/contracts/index';
import type { PortMessage } from '#shared/contracts/wire';
import {
  conversationIdSchema,
  messageIdSchema,
  type ConversationId,
  type MessageId,
} from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';
import { textOf } from '#shared/domain/part';
import { AppError, type AppErrorData } from '#shared/errors/app-error';
import type { Result } from '#shared/kernel/result';
import { memorySecretStore } from '../fakes/memory-secret-store';
import { completeEnd, say as answerWith } from '../fakes/scripted-provider';
import { silentLogger } from '../harness/database';
import { quietImport } from '../harness/quiet-import';
import { quietBackup } from '../harness/quiet-backup';
import { quietQuick, quietReview, quietShell } from '../harness/quiet-shell';
import { answerLengths, lengthOf, type AskedLength, type FaultOrders } from './fault-plan';
import { scriptedText } from './vendor-streams';

const orders = JSON.parse(process.argv[2] ?? '') as FaultOrders;
const say = (...fields: readonly unknown[]): void => void writeSync(1, `${JSON.stringify(fields)}\n`);

function crash(cause: unknown): never {
  say('crashed', cause instanceof Error ? cause.stack : String(cause));
  process.exit(3);
}
process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);

/** Waits of the app that are seconds long pass 25 times as fast. */
const realTimeout = globalThis.setTimeout;
const passesFaster = (run: () => void, delayMs = 0): NodeJS.Timeout =>
  realTimeout(run, delayMs >= 1_000 ? delayMs / 25 : delayMs);
Object.assign(globalThis, { setTimeout: passesFaster });
/** Longer than every answer, and than several tries to store it. */
const answerLimitMs = 1_500;
const pause = (ms: number): Promise<void> => new Promise((resolve) => realTimeout(resolve, ms));

const connect: ConnectProvider = () => ({
  async *stream(request, signal) {
    const [part] = request.messages.at(-1)?.parts ?? [];
    const question = part?.type === 'text' ? part.text : '';
    if (question.startsWith('Question:')) {
      yield* answerWith('A title')(request, signal);
      return;
    }
    const length = answerLengths[lengthOf(question)];
    yield { type: 'part-start', index: 0, kind: 'text' };
    for (let at = 0; at < length; at += 150) {
      if (signal.aborted) return;
      yield { type: 'part-delta', index: 0, delta: scriptedText.slice(at, Math.min(length, at + 150)) };
      await pause(8);
    }
    yield { type: 'part-end', index: 0, state: null };
    yield completeEnd;
  },
  listModels: () => Promise.resolve({ ok: true, value: [] }),
});

const opened = openStore({
  folder: orders.folder,
  clock: systemClock,
  logger: silentLogger,
  resources: { migrationsFolder: orders.migrationsFolder, snapshotWorker: null },
  onDamage: () => say('damaged'),
});
if (!opened.ok) {
  say('unopened', opened.error);
  process.exit(0);
}
const { store, mode, notices } = opened.value;
say('opened', mode, notices);

const windows = createWindowPorts(silentLogger);
const engine = composeEngine({
  store,
  secrets: memorySecretStore(),
  connect,
  environment: readEnvironment({
    PARLEY_COMPATIBLE_BASE_URL: 'http://127.0.0.1:9/v1',
    PARLEY_COMPATIBLE_NAME: 'Test',
    PARLEY_DEFAULT_MODEL: 'test/test-model',
  }),
  events: windows,
  watches: windows,
  desktop: null,
  logger: silentLogger,
  onSettings: () => undefined,
});
const backup = quietBackup({
  ...{ store, engine, secrets: memorySecretStore(), events: windows, logger: silentLogger },
  ...{ clock: systemClock, scheduler: systemScheduler },
});
const quiet = { shell: quietShell(), quick: quietQuick, review: quietReview };
const router = createRouter(createHandlers({ ...engine, ...quietImport, ...quiet, backup }), {
  logger: silentLogger,
  clock: systemClock,
});

const waiting = new Map<number, (answer: Result<unknown, AppErrorData>) => void>();
const settledOf = new Map<string, () => void>();
let receive: (event: { readonly data: unknown }) => void = () => undefined;

/** How much of each answer a window was shown. */
const shown = new Map<string, number>();

function hear(event: AppEvent): void {
  if (event.type !== 'chat.batch') return;
  const { messageId, ops } = event.batch;
  for (const op of ops) {
    if (op.type === 'append') shown.set(messageId, (shown.get(messageId) ?? 0) + op.text.length);
  }
  if (event.batch.settled === null) return;
  const { id, status, parts, error } = event.batch.settled;
  say('settled', id, status, parts, error);
  settledOf.get(id)?.();
}
windows.serve(
  {
    on(event: 'message' | 'close', listener: typeof receive & (() => void)) {
      if (event === 'message') receive = listener;
    },
    postMessage(message: PortMessage) {
      if ('event' in message) hear(message.event);
      else waiting.get(message.id)?.(message);
    },
    start: () => undefined,
    close: () => undefined,
  },
  1,
  router,
);

let lastId = 0;
/** As a window calls. A failure is told to the parent. */
async function callOnce<R extends RouteName>(
  route: R,
  input: InputOf<R>,
): Promise<Result<OutputOf<R>, AppErrorData>> {
  lastId += 1;
  const id = lastId;
  const answer = await new Promise<Result<unknown, AppErrorData>>((resolve) => {
    waiting.set(id, resolve);
    receive({ data: { id, route, input } });
  });
  if (answer.ok) return { ok: true, value: contract[route].output.parse(answer.value) as OutputOf<R> };
  say('failed', route, answer.error);
  return answer;
}

/** What failed is tried again, as a person does. */
async function call<R extends RouteName>(
  route: R,
  input: InputOf<R>,
): Promise<Result<OutputOf<R>, AppErrorData>> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const answer = await callOnce(route, input);
    if (answer.ok) return answer;
    await pause(20);
  }
  return callOnce(route, input);
}

async function readOld(when: string): Promise<void> {
  const list = await call('conversation.list', {
    scope: { type: 'all' },
    before: null,
    limit: 100,
  });
  if (list.ok) {
    const ids = list.value.rows.map(({ id }) => id);
    say('listed', when, ids);
  }
  for (const id of orders.oldConversations) {
    const conversationId = conversationIdSchema.parse(id);
    const page = await call('message.list', { conversationId, anchor: { at: 'end' }, limit: 50 });
    if (page.ok) say('read', when, id, textsOf(page.value.messages));
  }
}

const textsOf = (messages: readonly MessageView[]): readonly string[] =>
  messages.map(({ parts }) => textOf(parts));

async function send(conversationId: ConversationId, text: string): Promise<MessageId | null> {
  await call('chat.watch', { conversationId });
  const messageId = messageIdSchema.parse(v7());
  const input = { conversationId, messageId, parentId: null, text, model: null, personaId: null };
  const started = await call('chat.send', input);
  if (!started.ok) return null;
  say('sent', messageId, text, started.value.assistantMessageId);
  return started.value.assistantMessageId;
}

/** Until it is settled, or it is clear that it will not be while the disk fails; then, what a window sees of it. */
async function awaitAnswer(conversationId: ConversationId, answerId: MessageId): Promise<boolean> {
  const settled = new Promise<'settled'>((resolve) => settledOf.set(answerId, () => resolve('settled')));
  if ((await Promise.race([settled, pause(answerLimitMs)])) === 'settled') return true;
  const live = await call('chat.watch', { conversationId });
  if (live.ok) say('live', answerId, live.value?.parts ?? null, shown.get(answerId) ?? 0);
  return false;
}

async function converse(id: string, question: AskedLength): Promise<void> {
  const conversationId = conversationIdSchema.parse(id);
  const answerId = await send(conversationId, `${question} ${id}`);
  if (answerId === null) return;
  if (question === 'endless') {
    await pause(120);
    await call('chat.stop', { conversationId });
  }
  if (!(await awaitAnswer(conversationId, answerId)) || question !== 'short') return;
  const again = await call('chat.regenerate', { conversationId, messageId: answerId, model: null });
  if (!again.ok) return;
  say('asked', again.value.assistantMessageId);
  await awaitAnswer(conversationId, again.value.assistantMessageId);
}

/** Small things that a person does; each is told to the parent when it was acknowledged. */
async function change(): Promise<void> {
  const [old] = orders.oldConversations;
  if (old !== undefined && orders.unwanted !== null) {
    const [renamed, unwanted] = [
      conversationIdSchema.parse(old),
      conversationIdSchema.parse(orders.unwanted),
    ];
    const text = 'A draft that was acknowledged';
    if ((await call('draft.save', { key: renamed, text })).ok) say('drafted', renamed, text);
    const title = 'A name that was acknowledged';
    if ((await call('conversation.rename', { conversationId: renamed, title })).ok)
      say('renamed', renamed, title);
    if ((await call('conversation.delete', { conversationId: unwanted })).ok) say('deleted', unwanted);
  }
  if ((await call('settings.update', { patch: { textSize: 19 } })).ok) say('set', 19);
}

async function snapshot(): Promise<void> {
  try {
    await store.snapshots.takeIfChanged('quit');
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    say('failed', 'snapshot', error.data);
  }
}

await readOld('before');
const [short, long, endless] = orders.conversations;
await Promise.all([
  converse(short, 'short'),
  converse(long, 'long'),
  converse(endless, 'endless'),
  pause(60).then(change),
]);
await readOld('after');
await engine.registry.interruptAll();
await snapshot();
store.close();
say('ended');
process.exit(0);
