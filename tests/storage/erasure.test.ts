import SqliteDatabase from 'better-sqlite3';
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dataPaths } from '#main/persistence/data-folder';
import { runVerify } from '#main/persistence/audit/verify-cli';
import { eraseRows } from '#main/persistence/erasure/erase-rows';
import { writeErasure } from '#main/persistence/erasure/erasure-marker';
import { verifyCopy } from '#main/persistence/snapshots/take-snapshot';
import { listSnapshots } from '#main/persistence/snapshots/snapshot-files';
import type { Store } from '#main/persistence/store';
import type { ConversationId, PersonaId } from '#shared/domain/ids';
import { appError } from '#shared/errors/app-error';
import { findBytes } from '../harness/find-bytes';
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
  temporaryFolder,
  text,
} from '../harness/database';

/** A word that is nowhere else; its kinds are told apart by their ends. */
const planted = 'Quagmirex';
/** Of a conversation that stays. */
const kept = 'Zephyrol';

interface Planted {
  readonly folder: string;
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
async function plant(): Promise<Planted> {
  const folder = temporaryFolder();
  const clock = fakeClock();
  const { store } = openTestStore(folder.path, { clock });
  onTestFinished(() => {
    store.close();
    folder[Symbol.dispose]();
  });
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
  writeBack(dataPaths(folder.path).database);
  clock.advance(86_400_000 * 8);
  addTurn(store, `${planted}later`, `${planted}much later`, { conversationId });
  await store.snapshots.takeIfChanged('daily');
  expect((await store.search.find(conversationId, planted)).total).toBeGreaterThan(10);
  const { quarantine, database, folder: path } = dataPaths(folder.path);
  mkdirSync(join(quarantine, '20260101T000000000Z'), { recursive: true });
  copyFileSync(database, join(quarantine, '20260101T000000000Z', 'parley.db'));
  mkdirSync(join(path, 'Crashpad', 'completed'), { recursive: true });
  writeFileSync(join(path, 'Crashpad', 'completed', 'one.dmp'), Buffer.from(`${planted}crash`, 'utf16le'));
  return { folder: folder.path, clock, store, conversationId, otherId, personaId };
}

/** What was said so far is in the pages of the file, and what comes now is in its log. */
function writeBack(database: string): void {
  const client = new SqliteDatabase(database);
  client.pragma('wal_checkpoint(TRUNCATE)');
  client.close();
}

describe('an erasure', () => {
  // Catches: traces in free pages, the log, the index, snapshots, quarantine, files, drafts, the queue, what was sent.
  it('of a conversation leaves its words nowhere under the data folder, and everything else where it was', async () => {
    const { folder, store, conversationId, otherId, personaId } = await plant();
    const before = findBytes(folder, planted).join('\n');
    for (const place of [
      'parley.db (',
      'parley.db-wal',
      'search.db',
      'blobs',
      'snapshots',
      'quarantine',
      'Crashpad',
      'gzip',
    ]) {
      expect(before).toContain(place);
    }
    const erased = await store.eraser.erase({ type: 'conversations', ids: [conversationId] });
    expect(erased).toEqual({
      conversations: 1,
      messages: 34,
      files: 2,
      snapshotsRewritten: 2,
      snapshotsRemoved: 0,
      quarantineRemoved: 1,
      isCompacted: true,
    });
    // The persona's own words stay with the persona.
    store.close();
    const ends = [
      'question',
      'answer',
      'title',
      'last',
      'end',
      'sent',
      'received',
      'quoted',
      'cached',
      'draft',
    ];
    const left = [...ends, 'queued', 'attached', 'tag', 'later', 'crash'].flatMap((end) =>
      findBytes(folder, `${planted}${end}`),
    );
    expect(left).toEqual([]);
    expect(existsSync(dataPaths(folder).erasing)).toBe(false);
    const again = openTestStore(folder).store;
    onTestFinished(() => again.close());
    expect(again.conversations.listMessages(otherId, { at: 'end' }, 500).messages).toHaveLength(30);
    expect(again.personas.find(personaId)?.name).toBe(`${planted}name`);
    expect((await again.search.find(otherId, kept)).total).toBe(30);
    for (const { path } of listSnapshots(dataPaths(folder).snapshots)) {
      verifyCopy(path);
      const snapshot = new SqliteDatabase(path, { readonly: true });
      expect(snapshot.prepare('SELECT count(*) FROM message').pluck().get()).toBe(30);
      snapshot.close();
    }
  });

  it('of a persona leaves its words nowhere, also not in what was sent with them', async () => {
    const { folder, store, conversationId, personaId } = await plant();
    await store.eraser.erase({ type: 'persona', id: personaId });
    expect(store.conversations.get(conversationId).personaId).toBeNull();
    store.close();
    const ends = ['name', 'description', 'instructions', 'starter'];
    expect(ends.flatMap((end) => findBytes(folder, `${planted}${end}`))).toEqual([]);
    expect(findBytes(folder, `${planted}question`)).not.toEqual([]);
  });

  it('is refused under a hold, with nothing touched', async () => {
    const { store, conversationId } = await plant();
    store.retention.setHold({ scope: 'conversation', id: conversationId }, true);
    const work = store.eraser.erase({ type: 'conversations', ids: [conversationId] });
    await expect(work).rejects.toMatchObject({ data: { code: 'conversation.held' } });
    expect(store.conversations.find(conversationId)).not.toBeNull();
    expect(() => store.eraser.markEverything({ trigger: 'person', receiptPath: null, remains: [] })).toThrow(
      /on hold/,
    );
  });

  // As a kill leaves it: noted, and done to any degree.
  it('that was cut off after the rows is finished by the next start', async () => {
    const { folder, store, conversationId } = await plant();
    const files = readdirSync(dataPaths(folder).blobs, { recursive: true })
      .map(String)
      .filter((name) => /[0-9a-f]{64}$/.test(name))
      .map((name) => name.slice(-64));
    writeErasure(dataPaths(folder).erasing, {
      what: 'rows',
      askedAt: 1,
      rows: { conversationIds: [conversationId], personaIds: [] },
      files,
    });
    store.close();
    const client = new SqliteDatabase(dataPaths(folder).database);
    client.pragma('foreign_keys = ON');
    client.transaction(() =>
      eraseRows(client, { conversationIds: [conversationId], personaIds: [] }, Infinity),
    )();
    client.close();
    expect(findBytes(folder, `${planted}question`)).not.toEqual([]);
    const next = openTestStore(folder).store;
    expect(await next.eraser.finish()).toMatchObject({ conversations: 0, isCompacted: true });
    expect(await next.eraser.finish()).toBeNull();
    next.close();
    for (const end of ['question', 'answer', 'attached', 'title', 'draft'])
      expect(findBytes(folder, `${planted}${end}`)).toEqual([]);
    expect(await runVerify([`--user-data-dir=${folder}`])).toBe(0);
  });
});
