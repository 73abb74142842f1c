import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Store } from '#main/persistence/store';
import type { AttachmentRef } from '#shared/domain/attachment';
import type { ConversationId, MessageId } from '#shared/domain/ids';
import {
  addTurn,
  fakeClock,
  newMessageId,
  openTestStore,
  temporaryFolder,
  text as textPart,
} from '../harness/database';
import { expectSameAsNew } from './search-contents';

/** Words as they are written, and as they compare: said by hand, so that the oracle shares no code with what it judges. */
const words: readonly (readonly [written: string, folded: string])[] = [
  ['memory', 'memory'],
  ['Mem', 'mem'],
  ['MEMBERS', 'members'],
  ['the', 'the'],
  ['of', 'of'],
  ['a', 'a'],
  ['C#', 'c#'],
  ['->', '->'],
  ['foo_bar', 'foo_bar'],
  ['std::vector<int>', 'std::vector<int>'],
  ['Straße', 'strasse'],
  ['İstanbul', 'istanbul'],
  ['naïve', 'naive'],
  ['RE\u0301SUME\u0301', 'resume'],
  ['don’t', "don't"],
  ['東京都', '東京都'],
  ['京の天気', '京の天気'],
  ['データ', 'データ'],
  ['สวัสดี', 'สวัสดี'],
  ['ชาวโลก', 'ชาวโลก'],
  ['한국어', '한국어'],
  ['\u1112\u1161\u11ab글', '한글'],
  ['Привет', 'привет'],
  ['ёлка', 'елка'],
  ['ΟΔΟΣ', 'οδοσ'],
  ['👍🏽', '👍🏽'],
  ['𝒳𝒴', 'xy'],
  ['ﬁne', 'fine'],
  ['50%', '50%'],
  ['"quoted"', '"quoted"'],
];
const fileName = 'notes.txt';
const lettersOfWords = /[a-zа-яα-ω0-9]/u;

interface Written {
  readonly written: string;
  readonly folded: string;
}

/** Few of them often, so that phrases are found too. */
const word = fc.oneof(fc.constantFrom(...words), fc.constantFrom(...words.slice(3, 6)));

/** What may stand around a word in Markdown. */
const plain = ['', ''] as const;
const marks = [
  plain,
  plain,
  plain,
  ['**', '**'],
  ['`', '`'],
  ['~~*', '*~~'],
  ['[', '](https://x.test/the)'],
] as const;
/** The text as it is read: said by hand, too. */
const read = (folded: string): string => folded.replace(/\*\*?|`|~~|\[|\]\(https:\/\/x\.test\/the\)/g, '');

const writing: fc.Arbitrary<Written> = fc
  .array(fc.tuple(word, fc.constantFrom(...marks)), { minLength: 1, maxLength: 9 })
  .map((chosen) => ({
    written: chosen.map(([[written], [before, behind]]) => before + written + behind).join('\n '),
    folded: chosen.map(([[, folded], [before, behind]]) => before + folded + behind).join(' '),
  }));

interface Known {
  readonly id: MessageId;
  readonly conversation: KnownConversation;
  readonly parent: Known | null;
  readonly role: 'user' | 'assistant';
  readonly createdAt: number;
  folded: string;
  /** What stands in its file, below the file's name. */
  readonly file: string | null;
  isStarred: boolean;
  /** The step that threw it away. */
  trashed: number | null;
  isPurged: boolean;
}

interface KnownConversation {
  readonly id: ConversationId;
  title: string;
  trashedAt: number | null;
  isPurged: boolean;
  head: Known;
}

const kinds = [
  'new conversation',
  'send',
  'send',
  'send a file',
  'regenerate',
  'edit',
  'star',
  'rename',
  'trash message',
  'restore message',
  'trash conversation',
  'restore conversation',
  'purge',
  'a month passes',
] as const;

interface Step {
  readonly kind: (typeof kinds)[number];
  readonly at: number;
  readonly question: Written;
  readonly answer: Written;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...kinds),
  at: fc.nat(1000),
  question: writing,
  answer: writing,
});

/** What was said, as plain lists; and the same done to a store. */
class World {
  readonly folder = temporaryFolder();
  readonly clock = fakeClock(Date.UTC(2025, 0, 10, 12));
  readonly store: Store = openTestStore(this.folder.path, { clock: this.clock }).store;
  readonly messages: Known[] = [];
  readonly conversations: KnownConversation[] = [];

  get shown(): readonly Known[] {
    return this.messages.filter(
      ({ trashed, isPurged, conversation }) =>
        trashed === null && !isPurged && conversation.trashedAt === null && !conversation.isPurged,
    );
  }

  private pick<T>(all: readonly T[], at: number): T | undefined {
    return all[at % Math.max(1, all.length)];
  }

  private know(
    id: MessageId,
    conversation: KnownConversation,
    parent: Known | null,
    role: Known['role'],
    folded: string,
    file: string | null = null,
  ): Known {
    const known: Known = {
      ...{ id, conversation, parent, role, folded, file, createdAt: this.clock.now() },
      ...{ isStarred: false, trashed: null, isPurged: false },
    };
    this.messages.push(known);
    conversation.head = known;
    return known;
  }

  private settle(id: MessageId, { written }: Written): void {
    this.store.turns.settle(id, 'complete', null, [textPart(written)], null);
  }

  private keepFile({ written }: Written): AttachmentRef {
    const sha256 = createHash('sha256').update(written).digest('hex');
    const file = { mediaType: 'text/plain', bytes: written.length, width: null, height: null };
    this.store.attachments.save({ sha256, ...file, text: written });
    return { sha256, name: fileName };
  }

  private newConversation({ question, answer }: Step): void {
    const turn = addTurn(this.store, question.written, answer.written, { title: question.written });
    const conversation = {
      id: turn.conversationId,
      title: question.folded,
      trashedAt: null,
      isPurged: false,
    };
    const known = conversation as unknown as KnownConversation;
    this.conversations.push(known);
    const asked = this.know(turn.messageId, known, null, 'user', question.folded);
    this.know(turn.answerId, known, asked, 'assistant', answer.folded);
  }

  private onMessage({ kind, question, answer }: Step, message: Known, number: number): void {
    const { store } = this;
    const { conversation } = message;
    const conversationId = conversation.id;
    if (kind === 'send' || kind === 'send a file') {
      const files = kind === 'send' ? [] : [this.keepFile(answer)];
      const headId = store.conversations.get(conversationId).headId;
      const parent = this.messages.find(({ id }) => id === headId) ?? null;
      const turn = addTurn(store, question.written, answer.written, { conversationId, files });
      const file = kind === 'send' ? null : `${fileName} ${answer.folded}`;
      const asked = this.know(turn.messageId, conversation, parent, 'user', question.folded, file);
      this.know(turn.answerId, conversation, asked, 'assistant', answer.folded);
    } else if (kind === 'regenerate' && message.role === 'assistant') {
      const answerId = newMessageId();
      store.turns.openTurn({ kind: 'sibling', conversationId, beside: message.id, answerId });
      this.settle(answerId, answer);
      this.know(answerId, conversation, message.parent, 'assistant', answer.folded);
    } else if (kind === 'edit' && message.role === 'user') {
      const [messageId, answerId] = [newMessageId(), newMessageId()];
      const turn = { conversationId, edited: message.id, messageId, answerId, text: question.written };
      store.turns.openTurn({ kind, ...turn, files: [] });
      this.settle(answerId, answer);
      const asked = this.know(messageId, conversation, message.parent, 'user', question.folded);
      this.know(answerId, conversation, asked, 'assistant', answer.folded);
    } else if (kind === 'star') {
      message.isStarred = !message.isStarred;
      store.tree.setStarred(conversationId, message.id, message.isStarred);
    } else if (kind === 'trash message') {
      store.tree.remove(conversationId, message.id, 'message');
      message.trashed = number;
    }
  }

  private onConversation({ kind, question }: Step, conversation: KnownConversation): void {
    const { store, clock } = this;
    if (kind === 'rename') {
      store.conversations.rename(conversation.id, question.written, 'manual');
      conversation.title = question.folded;
    } else if (kind === 'trash conversation') {
      store.conversations.remove(conversation.id);
      conversation.trashedAt = clock.now();
    }
  }

  async take(step: Step, number: number): Promise<void> {
    const { store, clock } = this;
    clock.advance(3_600_000);
    if (step.kind === 'new conversation' || this.conversations.length === 0) this.newConversation(step);
    else if (step.kind === 'a month passes') clock.advance(31 * 86_400_000);
    else if (step.kind === 'purge') await this.purge();
    else if (step.kind === 'restore conversation') {
      const gone = this.pick(
        this.conversations.filter(({ trashedAt, isPurged }) => trashedAt !== null && !isPurged),
        step.at,
      );
      if (gone === undefined) return;
      store.conversations.restore(gone.id);
      gone.trashedAt = null;
    } else if (step.kind === 'restore message') {
      const gone = this.pick(
        this.messages.filter(
          ({ trashed, isPurged, conversation }) =>
            trashed !== null && !isPurged && conversation.trashedAt === null && !conversation.isPurged,
        ),
        step.at,
      );
      if (gone === undefined) return;
      store.tree.restore(gone.conversation.id, gone.id);
      gone.trashed = null;
    } else {
      const kept = this.conversations.filter(({ trashedAt, isPurged }) => trashedAt === null && !isPurged);
      const conversation = this.pick(kept, step.at);
      const message = this.pick(this.shown, step.at);
      if (conversation !== undefined) this.onConversation(step, conversation);
      if (message?.conversation.trashedAt === null) this.onMessage(step, message, number);
    }
  }

  /** What was in the trash for 30 days goes for good. */
  private async purge(): Promise<void> {
    await this.store.tidy();
    const gone = new Set(this.listStored());
    for (const message of this.messages) message.isPurged = !gone.has(message.id);
    for (const conversation of this.conversations) {
      conversation.isPurged = this.messages.every(
        (message) => message.conversation !== conversation || message.isPurged,
      );
    }
  }

  /** Ids that still hold something, read from the file by other means than search. */
  private listStored(): readonly string[] {
    return this.messages
      .filter(({ id }) => {
        try {
          return this.store.conversations.getMessage(id).parts.length > 0;
        } catch {
          return false;
        }
      })
      .map(({ id }) => id);
  }

  /** In the end the index is one that could have been made at once. */
  async close(): Promise<void> {
    await this.store.search.end();
    this.store.close();
    expectSameAsNew(this.folder.path);
    this.folder[Symbol.dispose]();
  }
}

/** Whether a folded text holds what was asked for: by looking at each of its places. */
function holds(text: string, sought: string, isWhole: boolean): boolean {
  const characters = Array.from(sought);
  const isShort = characters.length <= 2 && characters.every((character) => lettersOfWords.test(character));
  const edge = (at: number): boolean =>
    !lettersOfWords.test(text.charAt(at - 1)) || !lettersOfWords.test(text.charAt(at));
  for (let at = 0; at + sought.length <= text.length; at += 1) {
    if (!text.startsWith(sought, at)) continue;
    if ((isWhole || isShort) && !edge(at)) continue;
    if (isWhole && !edge(at + sought.length)) continue;
    return true;
  }
  return false;
}

interface Asked {
  readonly written: string;
  /** `text` is the message's own or that of its file: all that is asked must be true of one of them. */
  readonly passes: (message: Known, text: string) => boolean;
}

const isFound = (message: Known, asked: readonly Asked[]): boolean =>
  [message.folded, message.file].some(
    (text) => text !== null && asked.every(({ passes }) => passes(message, text)),
  );

const lower = (written: string): string => words.find(([word]) => word === written)?.[1] ?? written;

/** A piece of a word, as long as it can stand alone in the box. */
const piece: fc.Arbitrary<Asked> = fc
  .tuple(fc.constantFrom(...words), fc.nat(20), fc.integer({ min: 1, max: 6 }))
  .map(([[, folded], from, length]) => {
    const characters = Array.from(folded);
    const start = from % characters.length;
    return characters.slice(start, start + length).join('');
  })
  .filter((sought) => !/^["-]|^[a-z]+:/.test(sought))
  .map((sought) => ({ written: sought, passes: (_message, text) => holds(text, sought, false) }));

const phrase: fc.Arbitrary<Asked> = fc
  .array(
    word.filter(([written]) => !written.includes('"')),
    { minLength: 1, maxLength: 3 },
  )
  .map((chosen) => {
    const sought = chosen.map(([written]) => lower(written)).join(' ');
    return {
      written: `"${chosen.map(([written]) => written).join(' ')}"`,
      passes: (_message, text) => holds(text, sought, true) || holds(read(text), sought, true),
    };
  });

const monthStart = (month: number): number => new Date(2025, month - 1, 1).getTime();
const filter: fc.Arbitrary<Asked> = fc.oneof(
  fc.constant<Asked>({ written: 'from:me', passes: ({ role }) => role === 'user' }),
  fc.constant<Asked>({ written: '-from:me', passes: ({ role }) => role !== 'user' }),
  fc.constant<Asked>({ written: 'is:starred', passes: ({ isStarred }) => isStarred }),
  fc.constant<Asked>({ written: '-is:starred', passes: ({ isStarred }) => !isStarred }),
  fc.constant<Asked>({ written: 'has:code', passes: () => false }),
  fc.constant<Asked>({ written: 'has:file', passes: ({ file }) => file !== null }),
  fc.constant<Asked>({ written: '-has:file', passes: ({ file }) => file === null }),
  fc.integer({ min: 1, max: 12 }).map((month) => ({
    written: `before:2025-${month}`,
    passes: ({ createdAt }: Known) => createdAt < monthStart(month),
  })),
  fc.integer({ min: 1, max: 12 }).map((month) => ({
    written: `after:2025-${String(month).padStart(2, '0')}`,
    passes: ({ createdAt }: Known) => createdAt >= monthStart(month),
  })),
);

const excluded: fc.Arbitrary<Asked> = fc
  .oneof(piece, phrase)
  .filter(({ written }) => /^["\p{L}\p{N}]/u.test(written))
  .map(({ written, passes }) => ({
    written: `-${written}`,
    passes: (message, text) => !passes(message, text),
  }));

const query: fc.Arbitrary<readonly Asked[]> = fc.array(
  fc.oneof({ weight: 4, arbitrary: piece }, { weight: 2, arbitrary: phrase }, filter, excluded),
  { minLength: 1, maxLength: 3 },
);

async function searchAll(store: Store, text: string): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor = null;
  do {
    const request = { text, includesThinking: false, cursor, limit: 7 };
    const answer = await store.search.search(request);
    expect(answer.problems).toEqual([]);
    ids.push(...answer.hits.map(({ messageId }) => messageId));
    cursor = answer.next;
  } while (cursor !== null);
  return ids;
}

async function expectExact(world: World, asked: readonly Asked[]): Promise<void> {
  const text = asked.map(({ written }) => written).join(' ');
  const found = await searchAll(world.store, text);
  const wanted = world.shown.filter((message) => isFound(message, asked));
  expect([text, [...found].sort()]).toEqual([text, wanted.map(({ id }) => id).sort()]);
}

test('search finds exactly what a look at every message finds, whatever was said, changed and thrown away', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 25 }),
      fc.array(query, { minLength: 6, maxLength: 12 }),
      async (steps, queries) => {
        const world = new World();
        for (const [number, taken] of steps.entries()) {
          await world.take(taken, number);
          const asked = queries[number % queries.length];
          // The index follows in steps of its own, not only once at the end.
          if (number % 3 === 0 && asked !== undefined) await expectExact(world, asked);
        }
        for (const asked of queries) await expectExact(world, asked);
        await world.close();
      },
    ),
    { numRuns: 40 },
  );
});
