import { MessageChannel } from 'node:worker_threads';
import { v7 } from 'uuid';
import { onTestFinished } from 'vitest';
import { composeConversations } from '#main/bootstrap/compose-conversations';
import { composeExport, nowhere } from '#main/bootstrap/compose-export';
import { composeAway } from '#main/bootstrap/compose-away';
import { composeHealth } from '#main/bootstrap/compose-health';
import { composeImport } from '#main/bootstrap/compose-import';
import { createAttachments } from '#main/features/attachments/create-attachments';
import { createDocumentReader } from '#main/features/attachments/documents/document-reader';
import { createImageKeeper } from '#main/features/attachments/keep-image';
import { createBudgets } from '#main/features/budgets/create-budgets';
import { createChat } from '#main/features/chat/create-chat';
import { createConversations } from '#main/features/conversations/create-conversations';
import { createKeyRing } from '#main/features/keys/create-key-ring';
import { createHeadroomBoard, watchHeadroom } from '#main/features/health/headroom-board';
import { createKeys } from '#main/features/keys/create-keys';
import { loadCatalogue } from '#main/features/models/catalogue';
import { createModels } from '#main/features/models/create-models';
import { createOrganisation } from '#main/features/organisation/create-organisation';
import { createPersonas } from '#main/features/personas/create-personas';
import { createProviders } from '#main/features/providers/create-providers';
import type { ProbeServer } from '#main/features/providers/local-servers';
import { createProviderDirectory } from '#main/features/providers/provider-directory';
import { readEnvironment, type Environment } from '#main/features/providers/read-environment';
import { createQueue, type QueueFeature } from '#main/features/queue/create-queue';
import { createBreakers } from '#main/features/routing/breaker-board';
import { createAuto } from '#main/features/routing/create-auto';
import { createAttemptGate } from '#main/features/routing/create-gate';
import { createRouting } from '#main/features/routing/create-routing';
import { createSettings } from '#main/features/settings/create-settings';
import { createAttempts } from '#main/features/attempts/create-attempts';
import { createTemporary } from '#main/features/temporary/create-temporary';
import { createTree } from '#main/features/tree/create-tree';
import { createUsage } from '#main/features/usage/create-usage';
import { makeTitle } from '#main/features/titles/make-title';
import { createHandlers } from '#main/ipc/create-handlers';
import { createRouter } from '#main/ipc/router';
import type { MainPort } from '#main/ipc/served-window';
import { createWindowPorts } from '#main/ipc/window-ports';
import type { ConnectProvider } from '#main/ports/chat-provider';
import type { EventSink } from '#main/ports/event-sink';
import type { BackupFiles } from '#main/ports/backup-files';
import type { ExportFiles } from '#main/ports/export-files';
import type { TurnRepository } from '#main/ports/turn-repository';
import type { WindowWatches } from '#main/ports/window-watches';
import { createTurnRegistry } from '#main/streaming/registry';
import type { AppEvent } from '#shared/contracts/events';
import { contract, type InputOf, type OutputOf, type RouteName } from '#shared/contracts/index';
import type { PortMessage } from '#shared/contracts/wire';
import type { ConversationId, MessageId } from '#shared/domain/ids';
import { parseModelRef, type ModelRef } from '#shared/domain/model';
import type { StreamBatch } from '#shared/domain/stream-batch';
import { AppError, type AppErrorData } from '#shared/errors/app-error';
import type { Result } from '#shared/kernel/result';
import { cheapCost } from '../harness/backup';
import { asMainPort } from '../fakes/main-port';
import { manualTime, until } from '../fakes/manual-time';
import { memorySecretStore } from '../fakes/memory-secret-store';
import { scriptedProvider } from '../fakes/scripted-provider';
import {
  newConversationId,
  newMessageId,
  openTestStore,
  silentLogger,
  temporaryFolder,
} from '../harness/database';
import { quietBackup } from '../harness/quiet-backup';
import { quietQuick, quietReview, quietShell } from '../harness/quiet-shell';

/** One OpenAI-compatible server without a key, as the environment would give it. */
export const testServer: Environment = {
  PARLEY_COMPATIBLE_BASE_URL: 'http://127.0.0.1:9/v1',
  PARLEY_COMPATIBLE_NAME: 'Test',
  PARLEY_DEFAULT_MODEL: 'test/test-model',
};

export const modelRef = (text: string): ModelRef => {
  const ref = parseModelRef(text);
  if (ref === null) throw new Error(`Not a model: ${text}`);
  return ref;
};

export interface EngineOptions {
  readonly environment?: Environment;
  readonly secrets?: ReturnType<typeof memorySecretStore>;
  /** Takes the place of the windows. */
  readonly sink?: EventSink & WindowWatches;
  /** Where exports go; by default nobody chooses a place. */
  readonly exportFiles?: Partial<ExportFiles>;
  /** What a person chooses or drops to be brought in. */
  readonly dropped?: { readonly path: string; readonly name: string };
  /** Where backups go and are; by default nobody chooses a place. */
  readonly backupFiles?: BackupFiles;
  /** Takes the place of the scripted provider. */
  readonly connect?: ConnectProvider;
  /** What is found at an address of this computer; by default nothing. */
  readonly probe?: ProbeServer;
  /** Names what happened, in order. */
  readonly journal?: string[];
}

export type TestEngine = ReturnType<typeof useEngine>;

/** The engine as the app composes it, on a real database in a temporary folder, with a scripted provider and hand-moved time. */
export function useEngine(options: EngineOptions = {}) {
  const folder = temporaryFolder();
  const { store } = openTestStore(folder.path, { passphraseCost: cheapCost });
  onTestFinished(() => {
    store.close();
    folder[Symbol.dispose]();
  });
  const time = manualTime();
  const provider = scriptedProvider();
  const secrets = options.secrets ?? memorySecretStore();
  const journal = options.journal ?? [];
  const turns = journaled(store.turns, journal);
  const windows = createWindowPorts(silentLogger);
  const sink = options.sink ?? windows;
  const events: EventSink = {
    ...sink,
    sendBatch(conversationId, batch) {
      if (batch.settled !== null) journal.push('windows told');
      sink.sendBatch(conversationId, batch);
    },
  };
  const { conversations, settings, personas, providers: repository } = store;
  const { audit } = store;
  const base = { events, secrets, clock: time, scheduler: time, logger: silentLogger, repository, audit };
  const environment = readEnvironment(options.environment ?? testServer);
  const newId = (): string => v7();
  const keyRing = createKeyRing({ ...base, repository: store.providerKeys, newId });
  const headroom = createHeadroomBoard(base);
  const directory = createProviderDirectory({
    repository,
    keyRing,
    environment,
    connect: (endpoint) => {
      const connected = watchHeadroom(options.connect ?? provider.connect, headroom)(endpoint);
      return {
        ...connected,
        stream(request, signal, onExchange, onAnswer) {
          journal.push('request');
          return connected.stream(request, signal, onExchange, onAnswer);
        },
      };
    },
  });
  const registry = createTurnRegistry({
    ...base,
    turns,
    keepImage: createImageKeeper({ ...store, logger: silentLogger }),
  });
  const models = createModels({ ...base, directory, settings, own: store.ownModels, loadCatalogue });
  const told: string[] = [];
  const budgets = createBudgets({
    ...base,
    usage: store.usage,
    settings,
    directory,
    personas,
    tell: (text) => void told.push(text),
  });
  const breakers = createBreakers({ ...base, directory, history: store.breakerHistory });
  const auto = createAuto({ ...base, models, settings, health: store.health });
  const gate = createAttemptGate({ ...base, breakers, directory, settings });
  const toldOfHealth: string[] = [];
  const { health, checks, afterRequests, onSettings } = composeHealth({
    ...base,
    store,
    directory,
    breakers,
    budgets,
    headroom,
    models,
    random: () => 0.5,
    onSettings: () => undefined,
    tellOfHealth: (text) => void toldOfHealth.push(text),
  });
  const inSight = new Set<ConversationId>();
  const organisation = createOrganisation({
    ...base,
    organisation: store.organisation,
    registry,
    isInSight: (id) => inSight.has(id),
  });
  const queue: QueueFeature = createQueue({
    ...base,
    queue: store.queue,
    conversations,
    registry,
    send: (turn) => chat.sendQueued(turn),
    sendsByItself: true,
  });
  const chat = createChat({
    ...base,
    turns,
    conversations,
    attachments: store.attachments,
    blobs: store.blobs,
    answerCache: store.answerCache,
    personas,
    settings,
    providers: directory,
    models,
    auto,
    budgets,
    gate,
    registry,
    watches: options.sink ?? windows,
    newId,
    random: () => 0.5,
    onStop: (id) => queue.noteStop(id),
    onSettled(answer) {
      organisation.noteReply(answer);
      afterRequests();
      void makeTitle(
        {
          ...base,
          conversations,
          settings,
          providers: directory,
          models,
          newId,
          budgets,
          gate,
          ledger: store.ledger,
        },
        answer,
      ).then(afterRequests);
      queue.replyEnded(answer);
    },
  });
  const files = { ...nowhere, ...options.exportFiles };
  const attachments = createAttachments({
    attachments: store.attachments,
    blobs: store.blobs,
    files,
    events,
    copyImage: () => Promise.resolve(false),
    readDocument: createDocumentReader({ workerPath: null, logger: silentLogger }),
  });
  const temporary = createTemporary({
    isStored: (id) => store.organisation.listRows([id]).length > 0,
    open: () =>
      composeConversations({
        ...base,
        store: store.openTemporary(),
        settings,
        personas,
        directory,
        models,
        auto,
        budgets,
        gate,
        watches: options.sink ?? windows,
        desktop: null,
        isPrivate: true,
        audit,
        exportMachine: { files },
      }),
  });
  const importing = composeImport({
    ...base,
    folder: folder.path,
    store,
    exportFiles: files,
    places: { choose: () => Promise.resolve(options.dropped ?? null) },
  });
  const notices: string[] = [];
  const backup = quietBackup({
    ...{ ...base, store, engine: { registry, temporary } },
    ...(options.backupFiles === undefined ? {} : { files: options.backupFiles }),
    tell: (text) => notices.push(text),
  });
  const away = composeAway({ ...base, store, registry, exportMachine: { files } });
  const features = {
    ...away,
    temporary,
    attachments,
    shell: quietShell(),
    quick: quietQuick,
    settings: createSettings({ settings, events, audit, onChanged: onSettings }),
    review: quietReview,
    backup,
    conversations: createConversations({ ...base, conversations, registry }),
    attempts: createAttempts(store.attempts),
    organisation,
    tree: createTree({ tree: store.tree, conversations, registry, events, logger: silentLogger, newId }),
    chat,
    budgets,
    breakers,
    health,
    routing: createRouting({ ...base, directory, models, budgets, settings }),
    queue,
    exporting: composeExport({ ...base, store, attachments, audit, machine: { files }, isHere: true }),
    usage: createUsage({ usage: store.usage, directory, files, pause: () => Promise.resolve() }),
    personas: createPersonas({ personas, events, newId }),
    providers: createProviders({
      ...base,
      directory,
      keyRing,
      probe: options.probe ?? (() => Promise.resolve(null)),
    }),
    keys: createKeys({ ...base, directory, keyRing }),
    models,
    search: store.search,
    importing,
    dropped: { take: () => options.dropped ?? null },
    history: store.history,
  };
  const router = createRouter(createHandlers(features, windows.boxes), { logger: silentLogger, clock: time });
  const openWindow = (windowId: number) =>
    openTestWindow(windowId, (port) => windows.serve(port, windowId, router));
  return {
    /** Where everything is stored. */
    folder: folder.path,
    backup,
    /** What a person was told of scheduled backups. */
    notices,
    store,
    turns,
    time,
    provider,
    secrets,
    directory,
    keyRing,
    registry,
    chat,
    erasure: away.erasure,
    attachments,
    importing,
    models,
    router,
    windows,
    /** Conversations that a person sees just now. */
    inSight,
    journal,
    health,
    checks,
    /** What a person was told of providers that went down or came back. */
    toldOfHealth,
    /** What a person was told of budgets. */
    told,
    openWindow,
  };
}

/** Methods of storage leave their names in the journal when they have returned; a test may make them fail. */
function journaled(
  real: TurnRepository,
  journal: string[],
): TurnRepository & { failing: { [M in keyof TurnRepository]?: AppErrorData } } {
  const failing: { [M in keyof TurnRepository]?: AppErrorData } = {};
  const wrap =
    <A extends unknown[], R>(name: keyof TurnRepository, method: (...parameters: A) => R) =>
    (...parameters: A): R => {
      const failure = failing[name];
      if (failure !== undefined) throw new AppError(failure);
      const result = method(...parameters);
      journal.push(name);
      return result;
    };
  return {
    failing,
    openTurn: wrap('openTurn', (turn: Parameters<TurnRepository['openTurn']>[0]) => real.openTurn(turn)),
    openAttempt: wrap('openAttempt', (...all: Parameters<TurnRepository['openAttempt']>) =>
      real.openAttempt(...all),
    ),
    checkpoint: wrap('checkpoint', (...all: Parameters<TurnRepository['checkpoint']>) =>
      real.checkpoint(...all),
    ),
    settleAttempt: wrap('settleAttempt', (...all: Parameters<TurnRepository['settleAttempt']>) =>
      real.settleAttempt(...all),
    ),
    settle: wrap('settle', (...all: Parameters<TurnRepository['settle']>) => real.settle(...all)),
    saveExchange: (exchange) => real.saveExchange(exchange),
    interruptLeftovers: wrap(
      'interruptLeftovers',
      (...all: Parameters<TurnRepository['interruptLeftovers']>) => real.interruptLeftovers(...all),
    ),
  };
}

/** A window's page, on a real message port. Every answer is checked against the contract. */
function openTestWindow(windowId: number, serve: (port: MainPort) => void) {
  const { port1, port2 } = new MessageChannel();
  const events: AppEvent[] = [];
  const waiting = new Map<number, (message: Result<unknown, AppErrorData>) => void>();
  let nextId = 0;
  port1.on('message', (message: PortMessage) => {
    if ('event' in message) events.push(message.event);
    else waiting.get(message.id)?.(message);
  });
  serve(asMainPort(port2));
  onTestFinished(() => port1.close());

  const callRaw = (route: string, input: unknown): Promise<Result<unknown, AppErrorData>> => {
    nextId += 1;
    const id = nextId;
    const answer = new Promise<Result<unknown, AppErrorData>>((resolve) => waiting.set(id, resolve));
    port1.postMessage({ id, route, input });
    return answer;
  };
  const tryCall = async <R extends RouteName>(
    route: R,
    input: InputOf<R>,
  ): Promise<Result<OutputOf<R>, AppErrorData>> => {
    const result = await callRaw(route, input);
    return result.ok
      ? { ok: true, value: contract[route].output.parse(result.value) as OutputOf<R> }
      : result;
  };
  const call = async <R extends RouteName>(route: R, input: InputOf<R>): Promise<OutputOf<R>> => {
    const result = await tryCall(route, input);
    if (!result.ok) throw new Error(`${route}: ${result.error.code} ${result.error.message}`);
    return result.value;
  };
  const batches = (): StreamBatch[] =>
    events.flatMap((event) => (event.type === 'chat.batch' ? [event.batch] : []));
  return {
    windowId,
    events,
    callRaw,
    tryCall,
    call,
    batches,
    close: () => port1.close(),
    post: (message: unknown) => port1.postMessage(message),
    settled: () => until(() => batches().findLast((batch) => batch.settled !== null)?.settled),
  };
}

export type TestWindow = ReturnType<typeof openTestWindow>;

export interface Sent {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly answerId: MessageId;
}

/** Sends as a window does: watches first, then asks. */
export async function send(
  window: TestWindow,
  text: string,
  options: {
    conversationId?: ConversationId;
    parentId?: MessageId | null;
    model?: ModelRef | null;
    thinkingEffort?: string;
  } = {},
): Promise<Sent> {
  const conversationId = options.conversationId ?? newConversationId();
  const messageId = newMessageId();
  await window.call('chat.watch', { conversationId });
  const { assistantMessageId } = await window.call('chat.send', {
    conversationId,
    messageId,
    parentId: options.parentId ?? null,
    text,
    model: options.model ?? null,
    personaId: null,
    thinkingEffort: options.thinkingEffort ?? null,
  });
  return { conversationId, messageId, answerId: assistantMessageId };
}

/** The settled answer of a conversation, as storage has it. */
export const settledAnswer = (engine: Pick<TestEngine, 'store'>, { answerId }: Pick<Sent, 'answerId'>) =>
  until(() => {
    const message = engine.store.conversations.getMessage(answerId);
    return message.status === 'streaming' ? null : message;
  });
