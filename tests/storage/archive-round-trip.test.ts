import { hash } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readArchived } from '#main/persistence/archive/read-archived';
import { writeArchived } from '#main/persistence/archive/write-archived';
import { createDatabase, openClient, type Database } from '#main/persistence/database';
import { archivedConversationSchema } from '#shared/domain/archive';
import type {
  ArchivedAttempt,
  ArchivedConversation,
  ArchivedFile,
  ArchivedMessage,
  ArchivedPart,
} from '#shared/domain/archive';
import { folderIdSchema, providerIdSchema, type MessageId } from '#shared/domain/ids';
import { messageRoles } from '#shared/domain/message';
import { v7 } from 'uuid';
import {
  fakeClock,
  newAttemptId,
  newConversationId,
  newMessageId,
  openTestStore,
  temporaryFolder,
} from '../harness/database';

const folder = temporaryFolder();
let database: Database;
let close: () => void = () => undefined;

beforeAll(() => {
  const clock = fakeClock();
  openTestStore(folder.path, { clock }).store.close();
  const client = openClient(join(folder.path, 'parley.db'), { isReadOnly: false });
  client.pragma('synchronous = OFF'); // thousands of transactions of a test
  database = createDatabase(client, clock, {
    onCommit: () => undefined,
    onDamage: () => undefined,
    findDiskTrouble: () => null,
    makeSpace: () => false,
  });
  close = () => client.close();
});

afterAll(() => {
  close();
  folder[Symbol.dispose]();
});

const words = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.toWellFormed());
const time = fc.integer({ min: 0, max: 2_000_000_000_000 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 2 });
const count = maybe(fc.nat(1_000_000));
const model = fc.record({
  providerId: fc.constantFrom('openai', 'anthropic', 'my-server').map((id) => providerIdSchema.parse(id)),
  modelId: fc.string({ minLength: 1, maxLength: 30 }),
});
const usage = fc.record({
  input: count,
  output: count,
  cachedInput: count,
  cacheWrite: count,
  reasoning: count,
  imageInput: count,
  imageOutput: count,
});
const error = fc.record({ code: fc.constantFrom('timeout' as const, 'auth' as const), message: words });

const image = fc.nat(5).map((seed): ArchivedFile => {
  const sha256 = hash('sha256', `image ${seed}`);
  return { sha256, mediaType: 'image/png', bytes: 100 + seed, width: 4, height: seed + 1, text: null };
});
const document = fc.nat(5).map((seed): ArchivedFile => {
  const text = `Content of document ${seed}`;
  const sha256 = hash('sha256', `document ${seed}`);
  return { sha256, mediaType: 'text/plain', bytes: text.length, width: null, height: null, text };
});

interface PartWithFile {
  readonly part: ArchivedPart;
  readonly file: ArchivedFile | null;
}

const alone = (part: ArchivedPart['part']): PartWithFile => ({ part: { part, state: null }, file: null });

const part: fc.Arbitrary<PartWithFile> = fc.oneof(
  words.map((text) => alone({ type: 'text', text })),
  fc
    .record({ text: words, durationMs: maybe(fc.nat()), kind: words, data: words })
    .map(({ text, durationMs, kind, data }) => ({
      part: { part: { type: 'thinking' as const, text, durationMs }, state: { kind, data } },
      file: null,
    })),
  fc.record({ kind: words, data: words }).map((state) => ({
    part: { part: { type: 'opaque' as const }, state },
    file: null,
  })),
  fc.record({ code: words, text: words }).map((notice) => alone({ type: 'notice', ...notice })),
  error.map((each) => alone({ type: 'error', error: each })),
  fc.record({ file: image, name: maybe(words) }).map(({ file, name }) => {
    const { sha256, mediaType, width, height } = file;
    return { ...alone({ type: 'image', sha256, mediaType, width, height, name }), file };
  }),
  fc.record({ file: document, name: words, isCut: fc.boolean() }).map(({ file, name, isCut }) => {
    const { sha256, mediaType, bytes, text } = file;
    const characters = text?.length ?? 0;
    const textSha256 = hash('sha256', text ?? '');
    return {
      ...alone({ type: 'file', sha256, mediaType, name, bytes, textSha256, characters, isCut }),
      file,
    };
  }),
);

const attempt: fc.Arbitrary<Omit<ArchivedAttempt, 'id'>> = fc.record({
  model,
  modelName: words,
  answeredBy: maybe(words),
  outcome: fc.constantFrom('complete', 'error', 'cancelled'),
  error: maybe(error),
  requestId: maybe(words),
  usage,
  cost: maybe(fc.double({ min: 0, max: 10, noNaN: true })),
  startedAt: time,
  firstTokenMs: maybe(fc.nat()),
  totalMs: maybe(fc.double({ min: 0, max: 1e6, noNaN: true })),
  cachedAt: maybe(time),
});

const message = fc.record({
  parentSeed: fc.nat(),
  role: fc.constantFrom(...messageRoles),
  status: fc.constantFrom('complete' as const, 'failed' as const, 'stopped' as const),
  createdAt: time,
  error: maybe(error),
  starredAt: maybe(time),
  inclusion: fc.constantFrom('always' as const, 'never' as const, null),
  startsContext: fc.boolean(),
  deletedAt: maybe(time),
  isCopy: fc.boolean(),
  parts: fc.array(part, { maxLength: 4 }),
  attempts: fc.array(attempt, { maxLength: 2 }),
});

const head = fc.record({
  title: words,
  titleSource: fc.constantFrom('default' as const, 'auto' as const, 'manual' as const),
  createdAt: time,
  updatedAt: time,
  folderName: maybe(words),
  tags: fc.uniqueArray(fc.constantFrom('work', 'home', 'café', '研究', '🙂'), { maxLength: 3 }),
  pinnedAt: maybe(time),
  archivedAt: maybe(time),
  deletedAt: maybe(time),
  model: maybe(model),
  thinkingEffort: maybe(fc.constantFrom('low', '2000')),
  reusesAnswers: maybe(fc.boolean()),
  origin: maybe(
    fc.record({
      app: fc.constantFrom('chatgpt' as const, 'parley' as const),
      sourceId: words,
      importedAt: time,
    }),
  ),
});

/** Ids are made new each time: trees of earlier runs stay in the database. */
const conversation: fc.Arbitrary<() => ArchivedConversation> = fc
  .record({ head, messages: fc.array(message, { maxLength: 12 }) })
  .map(({ head: { folderName, tags, ...rest }, messages }) => () => {
    const files = new Map<string, ArchivedFile>();
    const ids: MessageId[] = [];
    const rows = messages.map(({ parentSeed, isCopy, parts, attempts, ...row }): ArchivedMessage => {
      const parentId = ids[parentSeed % (ids.length + 1)] ?? null;
      const id = newMessageId();
      ids.push(id);
      for (const { file } of parts) if (file !== null) files.set(file.sha256, file);
      return {
        ...row,
        id,
        parentId,
        copiedFrom: isCopy ? newMessageId() : null,
        parts: parts.map((each) => each.part),
        attempts: attempts.map((each) => ({ ...each, id: newAttemptId() })),
      };
    });
    return {
      ...rest,
      id: newConversationId(),
      headId: ids.at(-1) ?? null,
      folder: folderName === null ? null : { id: folderIdSchema.parse(v7()), name: folderName },
      tags: tags.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
      persona: null,
      messages: rows,
      files: [...files.values()].toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
    };
  });

// A field that is written and not read, or the other way round, is a loss that nobody would see.
test('what is written of any tree is read back the same, and writing it again changes nothing', () => {
  fc.assert(
    fc.property(conversation, (make) => {
      const made = make();
      expect(archivedConversationSchema.safeParse(made).error).toBeUndefined();
      const { outcome, messages } = writeArchived(database, made);
      expect({ outcome, messages }).toEqual({ outcome: 'new', messages: made.messages.length });
      expect(readArchived(database, made.id)).toEqual(made);
      expect(writeArchived(database, made)).toEqual({ outcome: 'existing', messages: 0 });
      expect(JSON.stringify(readArchived(database, made.id))).toBe(
        JSON.stringify(archivedConversationSchema.parse(made)),
      );
    }),
    { numRuns: 150 },
  );
});

test('a tree of which the first messages are here is whole after it came again', () => {
  fc.assert(
    fc.property(conversation, fc.nat(12), (make, kept) => {
      const whole = { ...make(), deletedAt: null };
      const messages = whole.messages.slice(0, kept);
      writeArchived(database, { ...whole, messages, headId: messages.at(-1)?.id ?? null });
      const added = whole.messages.length - messages.length;
      const outcome = added === 0 ? 'existing' : 'added';
      expect(writeArchived(database, whole)).toEqual({ outcome, messages: added });
      expect(readArchived(database, whole.id).messages).toEqual(whole.messages);
    }),
    { numRuns: 60 },
  );
});
