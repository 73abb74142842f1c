import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { v7 } from 'uuid';
import { openStore } from '#main/persistence/open-store';
import type { OpenStoreOptions, StoreOpening } from '#main/persistence/open-store';
import type { Store } from '#main/persistence/store';
import type { Logger } from '#main/ports/logger';
import type { OpenTurn, SettleAttempt, StoredPart } from '#main/ports/turn-repository';
import type { AttemptId, ConversationId, MessageId } from '#shared/domain/ids';
import {
  attemptIdSchema,
  conversationIdSchema,
  messageIdSchema,
  personaIdSchema,
  providerIdSchema,
} from '#shared/domain/ids';
import type { ModelRef } from '#shared/domain/model';
import { noUsage } from '#shared/domain/usage';

export const migrationsFolder = resolve(import.meta.dirname, '../../drizzle');

export const newConversationId = (): ConversationId => conversationIdSchema.parse(v7());
export const newMessageId = (): MessageId => messageIdSchema.parse(v7());
export const newAttemptId = (): AttemptId => attemptIdSchema.parse(v7());
export const newPersonaId = () => personaIdSchema.parse(v7());

export const someModel: ModelRef = { providerId: providerIdSchema.parse('openai'), modelId: 'gpt-test' };

/** A clock that a test moves by hand. */
export function fakeClock(start = Date.UTC(2026, 0, 31, 12)) {
  let time = start;
  return {
    now: () => time,
    monotonic: () => time,
    /** To an absolute time, also backwards. */
    set: (to: number) => {
      time = to;
    },
    advance: (by: number) => {
      time += by;
    },
  };
}

export const silentLogger: Logger = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
};

/** A folder for one test; `using` or `[Symbol.dispose]` removes it. */
export function temporaryFolder(): { readonly path: string; [Symbol.dispose]: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'parley-test-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Opens a store on real files; throws what `openStore` fails with. */
export function openTestStore(folder: string, options: Partial<OpenStoreOptions> = {}): StoreOpening {
  const opening = openStore({
    folder,
    clock: fakeClock(),
    logger: silentLogger,
    resources: { migrationsFolder, snapshotWorker: null },
    ...options,
  });
  if (!opening.ok) throw new Error(`${opening.error.code}: ${opening.error.message}`);
  return opening.value;
}

export const text = (value: string, index = 0): StoredPart => ({
  index,
  part: { type: 'text', text: value },
  state: null,
});

export const endOf = (id: AttemptId, end: Partial<SettleAttempt> = {}): SettleAttempt => ({
  id,
  outcome: 'complete',
  error: null,
  answeredBy: null,
  requestId: null,
  usage: noUsage,
  cost: null,
  firstTokenMs: 12,
  totalMs: 34,
  ...end,
});

export interface OpenedTurn {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly answerId: MessageId;
}

/** Of a store on the disk, or of temporary conversations. */
type Conversing = Pick<Store, 'turns' | 'conversations'>;
type Send = Extract<OpenTurn, { kind: 'send' }>;

/** Opens a turn behind the head of a conversation (a new one by default). */
export function openTurn(store: Conversing, question: string, turn: Partial<Send> = {}): OpenedTurn {
  const conversationId = turn.conversationId ?? newConversationId();
  const opened = { conversationId, messageId: newMessageId(), answerId: newMessageId() };
  store.turns.openTurn({
    kind: 'send',
    ...opened,
    parentId: store.conversations.find(conversationId)?.headId ?? null,
    text: question,
    files: [],
    title: question.slice(0, 60),
    model: null,
    personaId: null,
    thinkingEffort: null,
    ...turn,
  });
  return opened;
}

/** A whole turn: question, one attempt, settled answer. */
export function addTurn(
  store: Conversing,
  question: string,
  answer: string,
  turn: Partial<Send> = {},
): OpenedTurn {
  const opened = openTurn(store, question, turn);
  const id = newAttemptId();
  store.turns.openAttempt({
    id,
    answerId: opened.answerId,
    model: someModel,
    modelName: 'GPT Test',
    startedAt: 1,
  });
  store.turns.settle(opened.answerId, 'complete', null, [text(answer)], endOf(id));
  return opened;
}

/** The texts of the active branch, oldest first. */
export const textsOf = (store: Conversing, id: ConversationId): readonly string[] =>
  store.conversations
    .listMessages(id, { at: 'end' }, 200)
    .messages.map((message) =>
      message.parts.map((part) => ('text' in part ? part.text : `[${part.type}]`)).join(''),
    );
