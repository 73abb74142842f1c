import type { AppEvent } from '#shared/contracts/events';
import type { AttachmentRef } from '#shared/domain/attachment';
import type { Conversation } from '#shared/domain/conversation';
import type { ConversationId, MessageId, PersonaId, ProviderId, StreamId } from '#shared/domain/ids';
import { unmarked } from '#shared/domain/message-marks';
import type { MessageStatus, MessageView } from '#shared/domain/message';
import type { MessageExcerpt } from '#shared/domain/tree';
import type { LiveTurn, StreamOp } from '#shared/domain/stream-batch';
import { applyStreamOp } from '#shared/domain/apply-stream-op';
import type { Settings } from '#shared/domain/settings';
import type { AppErrorData } from '#shared/errors/app-error';
import { v7 } from 'uuid';
import type { Bridge } from '../../../src/renderer/bridge/bridge';
import { FakeAttachments } from './fake-attachments';
import { FakeAway } from './fake-away';
import { FakeHealth } from './fake-health';
import { FakeImport } from './fake-import';
import { FakeOrganisation } from './fake-organisation';
import { FakeQueue } from './fake-queue';
import { FakeUsage } from './fake-usage';

export const model = { providerId: 'openai' as ProviderId, modelId: 'gpt-6' };

export const settings: Settings = {
  theme: 'system',
  textSize: 15,
  motion: 'reduced',
  sendKey: 'enter',
  isSidebarOpen: true,
  defaultModel: model,
  routing: {},
  defaultPersonaId: null,
  favouriteModels: [],
  autoTitle: true,
  replyNotifications: 'with-text',
  trashDays: 30,
  openFolders: [],
  shortcuts: {},
  isQuickKeyOn: false,
  quickKey: 'Mod+Shift+Space',
  auto: { pool: 'favourites', rules: [] },
  cacheDays: 7,
  cacheMegabytes: 50,
  budgets: [],
  keyReminderDays: null,
  probeMinutes: null,
  healthAlerts: true,
  watchesLocalServers: true,
  isWelcomeDone: true,
  keepExchanges: true,
  debugLog: false,
};

interface Stored {
  conversation: Conversation;
  messages: MessageView[];
  live: LiveTurn | null;
}

/** An engine in the page: keeps conversations in memory and lets a test write the replies. */
export class FakeEngine implements Bridge {
  readonly stored = new Map<string, Stored>();
  readonly drafts = new Map<string, string>();
  readonly calls: { readonly route: string; readonly input: unknown }[] = [];
  settings: Settings = settings;
  quickKey = { state: 'on', isWayland: false };
  /** Calls of these routes wait until the test lets them go on. */
  readonly held = new Map<string, Promise<unknown>>();
  failNext: { readonly route: string; readonly error: AppErrorData } | null = null;
  readonly organisation = new FakeOrganisation(
    () =>
      [...this.stored.values()].map(({ conversation: { id, title, updatedAt }, live }) => ({
        id,
        title,
        updatedAt,
        isStreaming: live !== null,
      })),
    (event) => this.emit(event),
  );
  readonly attachments = new FakeAttachments((event) => this.emit(event));
  readonly queue = new FakeQueue((event) => this.emit(event));
  readonly health = new FakeHealth();
  readonly importing = new FakeImport((event) => this.emit(event));
  readonly away = new FakeAway((event) => this.emit(event));
  readonly usage = new FakeUsage(() => this.settings.budgets);
  readonly #listeners = new Set<(event: AppEvent) => void>();

  readonly subscribe: Bridge['subscribe'] = (listener) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly call = (async (route: string, input: unknown) => {
    this.calls.push({ route, input });
    await this.held.get(route);
    if (this.failNext?.route === route) {
      const { error } = this.failNext;
      this.failNext = null;
      return { ok: false, error };
    }
    const imported = this.importing.answer(route);
    if (imported !== undefined) return { ok: true, value: imported };
    const away = await this.away.answer(route, input);
    if (away !== null) return away;
    const attached = await this.attachments.answer(route, input);
    if (attached !== null) return attached;
    return { ok: true, value: this.#answer(route, input) };
  }) as Bridge['call'];

  /** Calls of this route wait from now on; what it returns lets them go. */
  hold(route: string): () => void {
    const { promise, resolve } = Promise.withResolvers<null>();
    this.held.set(route, promise);
    return () => {
      this.held.delete(route);
      resolve(null);
    };
  }

  emit(event: AppEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** A conversation of `count` messages, questions and answers in turn; the last says `LAST`. */
  seed(
    title: string,
    count: number,
    text: (index: number) => string = (index) => `Message ${index}`,
  ): ConversationId {
    const id = v7() as ConversationId;
    const messages: MessageView[] = [];
    for (let index = 0; index < count; index += 1) {
      const role = index % 2 === 0 ? 'user' : 'assistant';
      messages.push(this.message(id, messages.at(-1) ?? null, role, 'complete', text(index)));
    }
    this.stored.set(id, { conversation: this.#conversation(id, title, messages), messages, live: null });
    this.emit({ type: 'conversations.changed' });
    return id;
  }

  message(
    conversationId: ConversationId,
    parent: MessageView | null,
    role: MessageView['role'],
    status: MessageStatus,
    text: string,
  ): MessageView {
    const id = v7() as MessageId;
    return {
      id,
      conversationId,
      parentId: parent?.id ?? null,
      role,
      status,
      depth: (parent?.depth ?? -1) + 1,
      createdAt: Date.now(),
      parts: text === '' ? [] : [{ type: 'text', text }],
      error: null,
      meta:
        role === 'assistant'
          ? {
              model,
              modelName: 'GPT-6',
              usage: {
                input: 120,
                output: 412,
                cachedInput: null,
                cacheWrite: null,
                reasoning: null,
                imageInput: null,
                imageOutput: null,
              },
              firstTokenMs: 600,
              totalMs: 4200,
              cost: 0.009,
              attempts: 1,
            }
          : null,
      siblingIndex: 0,
      siblingIds: [id],
      ...unmarked,
    };
  }

  /** Writes on the live reply of a conversation. */
  write(conversationId: string, ...ops: readonly StreamOp[]): void {
    const stored = this.#get(conversationId);
    const live = stored.live;
    if (live === null) throw new Error('nothing streams here');
    let { parts } = live;
    for (const op of ops) parts = applyStreamOp(parts, op);
    stored.live = { ...live, seq: live.seq + 1, parts };
    const { streamId, messageId, seq } = stored.live;
    const batch = {
      conversationId: live.conversationId,
      streamId,
      messageId,
      seq,
      ops,
      waiting: null,
      settled: null,
    };
    this.emit({ type: 'chat.batch', batch });
  }

  say(conversationId: string, text: string): void {
    this.write(conversationId, { type: 'append', index: 0, kind: 'text', text });
  }

  /** Ends the live reply. */
  settle(
    conversationId: string,
    status: MessageStatus = 'complete',
    error: AppErrorData | null = null,
  ): void {
    const stored = this.#get(conversationId);
    const live = stored.live;
    if (live === null) throw new Error('nothing streams here');
    stored.messages = stored.messages.map((message) =>
      message.id === live.messageId ? { ...message, status, error, parts: live.parts } : message,
    );
    stored.live = null;
    const settled = stored.messages.find(({ id }) => id === live.messageId) ?? null;
    const { streamId, messageId, seq } = live;
    const batch = {
      conversationId: live.conversationId,
      streamId,
      messageId,
      seq: seq + 1,
      ops: [],
      waiting: null,
      settled,
    };
    this.emit({ type: 'chat.batch', batch });
    this.#changed(stored);
  }

  #get(id: string): Stored {
    const stored = this.stored.get(id);
    if (stored === undefined) throw new Error(`no conversation ${id}`);
    return stored;
  }

  #conversation(id: ConversationId, title: string, messages: readonly MessageView[]): Conversation {
    return {
      id,
      title,
      isTemporary: false,
      titleSource: 'manual',
      personaId: null,
      thinkingEffort: null,
      reusesAnswers: null,
      model: null,
      headId: messages.at(-1)?.id ?? null,
      createdAt: Date.now(),
      updatedAt: Date.now(),
      revision: 1,
    };
  }

  #changed(stored: Stored): void {
    const { conversation } = stored;
    stored.conversation = { ...conversation, revision: conversation.revision + 1, updatedAt: Date.now() };
    this.emit({
      type: 'conversation.changed',
      conversationId: conversation.id,
      revision: conversation.revision + 1,
    });
    this.emit({ type: 'conversations.changed' });
  }

  #begin(stored: Stored): { readonly streamId: StreamId; readonly assistantMessageId: MessageId } {
    const { conversation } = stored;
    const answer = this.message(
      conversation.id,
      stored.messages.at(-1) ?? null,
      'assistant',
      'streaming',
      '',
    );
    stored.messages = [...stored.messages, answer];
    const streamId = v7() as StreamId;
    stored.live = {
      conversationId: conversation.id,
      streamId,
      messageId: answer.id,
      seq: 0,
      parts: [],
      waiting: null,
    };
    this.#changed(stored);
    return { streamId, assistantMessageId: answer.id };
  }

  #send(input: {
    conversationId: ConversationId;
    messageId: MessageId;
    text: string;
    files: readonly AttachmentRef[];
  }): unknown {
    const known = this.stored.get(input.conversationId);
    const stored = known ?? {
      conversation: this.#conversation(input.conversationId, input.text.slice(0, 40), []),
      messages: [],
      live: null,
    };
    this.stored.set(input.conversationId, stored);
    const question = this.message(
      input.conversationId,
      stored.messages.at(-1) ?? null,
      'user',
      'complete',
      input.text,
    );
    stored.messages = [
      ...stored.messages,
      {
        ...question,
        id: input.messageId,
        siblingIds: [input.messageId],
        parts: [...this.attachments.partsOf(input.files), ...question.parts],
      },
    ];
    this.attachments.clear(known === undefined ? 'new' : input.conversationId);
    return this.#begin(stored);
  }

  /** Titles that hold the text, and messages whose text does. */
  #search(text: string): unknown {
    const sought = text.toLowerCase();
    const all = [...this.stored.values()];
    const marked = (found: string) => {
      const start = found.toLowerCase().indexOf(sought);
      return { text: found, marks: start < 0 ? [] : [{ start, end: start + sought.length }] };
    };
    return {
      problems: sought.startsWith('before:') ? [{ token: text, hint: 'Write a year.' }] : [],
      titles: all
        .filter(({ conversation }) => conversation.title.toLowerCase().includes(sought))
        .map(({ conversation: { id, title, updatedAt } }) => ({
          conversationId: id,
          title: marked(title),
          updatedAt,
        })),
      hits: all.flatMap(({ conversation, messages }) =>
        messages.flatMap(({ id, role, createdAt, parts }) => {
          const [part] = parts;
          if (part?.type !== 'text' || !part.text.toLowerCase().includes(sought)) return [];
          const place = { conversationId: conversation.id, messageId: id, title: conversation.title };
          const known = { role, model: null, createdAt, isStarred: false, source: 'text' };
          return [{ ...place, ...known, snippet: marked(part.text.slice(0, 160)) }];
        }),
      ),
      next: null,
      terms: [{ text: sought, startsWord: false, endsWord: false }],
      progress: 1,
    };
  }

  #answer(route: string, raw: unknown): unknown {
    const organised =
      this.organisation.answer(route, raw ?? {}) ??
      this.queue.answer(route, raw) ??
      this.usage.answer(route, raw) ??
      this.health.answer(route, raw);
    if (organised !== undefined) return organised;
    const input = (raw ?? {}) as {
      conversationId: ConversationId;
      messageId: MessageId;
      text: string;
      title: string;
      key: string;
      files: readonly AttachmentRef[];
    };
    const stored = this.stored.get(input.conversationId);
    switch (route) {
      case 'settings.get':
        return this.settings;
      case 'settings.update':
        this.settings = { ...this.settings, ...(raw as { patch: Partial<Settings> }).patch };
        this.emit({ type: 'settings.changed' });
        return this.settings;
      case 'app.info':
        return {
          version: '0.1.0',
          platform: 'linux',
          electron: '',
          dataFolder: '/data',
          keychain: 'ready',
          notices: [],
        };
      case 'persona.list':
        return [
          {
            id: '0193a3a0-0000-7000-8000-000000000001' as PersonaId,
            name: 'Plain teacher',
            description: 'Explains one thing at a time, in plain words.',
            instructions: '',
            model: null,
            temperature: null,
            starters: ['Explain write-ahead logging', 'Quiz me on the Treaty of Westphalia'],
            isBundled: true,
            updatedAt: 0,
          },
        ];
      case 'model.list':
      case 'provider.list':
      case 'provider.findLocal':
        return [];
      case 'chat.modelFor':
        return model;
      case 'chat.measure':
        return {
          instructionTokens: 1204,
          messageTokens: 60_470,
          window: 200_000,
          omittedMessages: 0,
          nanos: 154_000_000,
        };
      case 'conversation.find':
        return stored?.conversation ?? null;
      case 'conversation.rename': {
        if (stored === undefined) return null;
        const conversation = { ...stored.conversation, title: (raw as { title: string }).title };
        this.stored.set(conversation.id, { ...stored, conversation });
        this.organisation.changed([conversation.id]);
        return conversation;
      }
      case 'conversation.setReuse': {
        if (stored === undefined) return null;
        const { reusesAnswers } = raw as { reusesAnswers: boolean | null };
        stored.conversation = { ...stored.conversation, reusesAnswers };
        this.#changed(stored);
        return null;
      }
      case 'conversation.setThinking': {
        if (stored === undefined) return null;
        const { thinkingEffort } = raw as { thinkingEffort: string | null };
        stored.conversation = { ...stored.conversation, thinkingEffort };
        this.#changed(stored);
        return null;
      }
      case 'message.list':
        return this.#page(stored, raw as { anchor: { at: string; messageId?: string }; limit: number });
      case 'branch.outline':
        return [];
      case 'message.listStarred':
      case 'message.listQuestions':
        return stored === undefined ? [] : excerptsOf(stored.messages, route === 'message.listStarred');
      case 'chat.watch':
        return stored?.live ?? null;
      case 'chat.send':
        return this.#send(input);
      case 'chat.stop':
        this.settle(input.conversationId, 'stopped');
        return true;
      case 'search.query':
        return this.#search(input.text);
      case 'search.find':
        return { messages: [], total: 0 };
      case 'quick.key':
        return this.quickKey;
      case 'draft.find':
        return this.drafts.get(input.key) ?? '';
      case 'draft.save':
        this.drafts.set(input.key, input.text);
        return null;
      default:
        return null;
    }
  }

  #page(
    stored: Stored | undefined,
    { anchor, limit }: { anchor: { at: string; messageId?: string }; limit: number },
  ): unknown {
    const all = stored?.messages ?? [];
    const end = anchor.at === 'end' ? all.length : all.findIndex(({ id }) => id === anchor.messageId);
    const start = Math.max(0, end - limit);
    const ends = { hasBefore: start > 0, hasAfter: end < all.length, messagesBelow: 0 };
    return { messages: all.slice(start, end), ...ends, revision: 1 };
  }
}

const excerptsOf = (messages: readonly MessageView[], isOfStars: boolean): readonly MessageExcerpt[] =>
  messages
    .filter(({ role, isStarred }) => (isOfStars ? isStarred : role === 'user'))
    .map(({ id, role, createdAt, parts: [part] }) => {
      const excerpt = part?.type === 'text' ? part.text.slice(0, 120) : '';
      return { messageId: id, role, excerpt, createdAt, isActive: true };
    });
