import SqliteDatabase from 'better-sqlite3';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { dataPaths } from '#main/persistence/data-folder';
import type { OpenStoreOptions } from '#main/persistence/open-store';
import type { Store } from '#main/persistence/store';
import type { ConversationId, PersonaId } from '#shared/domain/ids';
import { appError } from '#shared/errors/app-error';
import {
  addTurn,
  endOf,
  fakeClock,
  newAttemptId,
  newConversationId,
  newMessageId,
  newPersonaId,
  openTestStore,
  openTurn,
  someModel,
  text,
} from '../harness/database';

/** A word that is nowhere else; its kinds are told apart by their ends. */
export const planted = 'Quagmirex';
/** Of a conversation that stays. */
export const kept = 'Zephyrol';

const endsOfPersona = ['name', 'description', 'instructions', 'starter'];
const endsOfConversation = [
  ...['question', 'answer', 'title', 'last', 'end', 'sent', 'received', 'quoted', 'cached', 'draft'],
  ...['queued', 'attached', 'tag', 'later', 'record', 'crash'],
];

/** What an erasure must leave nowhere. A persona's own words stay with it when a conversation goes, and the other way round. */
export const plantedWords = {
  conversation: endsOfConversation.map((end) => `${planted}${end}`),
  persona: endsOfPersona.map((end) => `${planted}${end}`),
  everything: [planted, kept],
} as const;

export interface Planted {
  readonly clock: ReturnType<typeof fakeClock>;
  readonly store: Store;
  readonly conversationId: ConversationId;
  readonly otherId: ConversationId;
  readonly personaId: PersonaId;
}

async function putFile(store: Store, key: string, content: string): Promise<string> {
  const stored = await store.blobs.put({ bytes: Buffer.from(content) }, { maxBytes: 1_000_000 });
  if (!stored.ok) throw new Error(stored.error);
  const { sha256, bytes } = stored.value;
  store.attachments.addToDraft(key, `${content}.txt`, {
    sha256,
    bytes,
    mediaType: 'text/plain',
    width: null,
    height: null,
    text: content,
  });
  return sha256;
}

/** Words in every place that holds words, among conversations that make pages of the database move. */
export async function plantIn(folder: string, options: Partial<OpenStoreOptions> = {}): Promise<Planted> {
  const clock = fakeClock();
  const { store } = openTestStore(folder, { clock, ...options });
  const conversationId = newConversationId();
  const otherId = newConversationId();
  const personaId = newPersonaId();
  store.personas.create(personaId, {
    name: `${planted}name`,
    description: `${planted}description`,
    instructions: `${planted}instructions`,
    model: null,
    temperature: null,
    starters: [`${planted}starter`],
    reusesAnswers: false,
  });
  for (let at = 0; at < 15; at += 1) {
    addTurn(store, `${kept} question ${at} ${'lorem ipsum '.repeat(at * 7)}`, `${kept} answer`, {
      conversationId: otherId,
    });
    addTurn(store, `${planted}question${at}`, `${planted}answer${at} ${'dolor sit '.repeat(300)}`, {
      conversationId,
      title: `${planted}title`,
      personaId,
    });
  }
  await putFile(store, conversationId, `${planted}attached`);
  const withFile = openTurn(store, `${planted}last`, {
    conversationId,
    files: store.attachments.listDraft(conversationId),
  });
  const attempt = newAttemptId();
  store.turns.openAttempt({
    id: attempt,
    answerId: withFile.answerId,
    model: someModel,
    modelName: 'GPT Test',
    startedAt: 1,
    personaId,
  });
  store.turns.saveExchange({
    attemptId: attempt,
    messageId: withFile.answerId,
    status: 200,
    request: gzipSync(JSON.stringify({ body: `${planted}sent ${planted}instructions` })),
    response: gzipSync(`${planted}received`),
  });
  const error = appError('internal', `${planted}quoted`);
  store.turns.settle(withFile.answerId, 'complete', null, [text(`${planted}end`)], endOf(attempt, { error }));
  const body = gzipSync(`${planted}cached`);
  store.answerCache.save(
    { key: 'a'.repeat(64), messageId: withFile.answerId, createdAt: clock.now(), body },
    { notBefore: 0, maxBytes: 1_000_000 },
  );
  store.conversations.saveDraft(conversationId, `${planted}draft`);
  store.queue.add(conversationId, newMessageId(), `${planted}queued`);
  await putFile(store, conversationId, `${planted}drafted`);
  store.organisation.organise([conversationId], { type: 'tag', tag: `${planted}tag`, isTagged: true });
  await store.snapshots.takeIfChanged('quit');
  keepRecord(dataPaths(folder).database, conversationId);
  writeBack(dataPaths(folder).database);
  clock.advance(86_400_000 * 8);
  addTurn(store, `${planted}later`, `${planted}much later`, { conversationId });
  await store.snapshots.takeIfChanged('daily');
  if ((await store.search.find(conversationId, planted)).total <= 10) throw new Error('nothing is indexed');
  const { quarantine, database } = dataPaths(folder);
  mkdirSync(join(quarantine, '20260101T000000000Z'), { recursive: true });
  copyFileSync(database, join(quarantine, '20260101T000000000Z', 'parley.db'));
  mkdirSync(join(folder, 'Crashpad', 'completed'), { recursive: true });
  writeFileSync(join(folder, 'Crashpad', 'completed', 'one.dmp'), Buffer.from(`${planted}crash`, 'utf16le'));
  return { clock, store, conversationId, otherId, personaId };
}

/** As an import leaves it. */
function keepRecord(database: string, conversationId: string): void {
  const client = new SqliteDatabase(database);
  const keep = client.prepare("INSERT INTO import_record VALUES (?, 'chatgpt', 'one', 1, 1, ?, ?)");
  keep.run(conversationId, gzipSync(`${planted}record`), 'a'.repeat(64));
  client.close();
}

/** What was said so far is in the pages of the file, and what comes now is in its log. */
function writeBack(database: string): void {
  const client = new SqliteDatabase(database);
  client.pragma('wal_checkpoint(TRUNCATE)');
  client.close();
}
