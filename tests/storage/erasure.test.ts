import SqliteDatabase from 'better-sqlite3';
import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dataPaths } from '#main/persistence/data-folder';
import { runVerify } from '#main/persistence/audit/verify-cli';
import { eraseRows } from '#main/persistence/erasure/erase-rows';
import { readErasure, writeErasure } from '#main/persistence/erasure/erasure-marker';
import { verifyCopy } from '#main/persistence/snapshots/take-snapshot';
import { listSnapshots } from '#main/persistence/snapshots/snapshot-files';
import { findBytes } from '../harness/find-bytes';
import { openTestStore, temporaryFolder } from '../harness/database';
import { kept, planted, plantedWords, plantIn, type Planted } from './planted-folder';

async function plant(): Promise<Planted & { readonly folder: string }> {
  const folder = temporaryFolder();
  const laid = await plantIn(folder.path);
  onTestFinished(() => {
    laid.store.close();
    folder[Symbol.dispose]();
  });
  return { ...laid, folder: folder.path };
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
      what: 'conversation',
      trigger: 'person',
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
    const left = plantedWords.conversation.flatMap((word) => findBytes(folder, word));
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
    expect(plantedWords.persona.flatMap((word) => findBytes(folder, word))).toEqual([]);
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
      trigger: 'rule',
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
    // The log of it says who asked for it, not who ended it.
    const ended = { what: 'rule', trigger: 'rule', conversations: 0, isCompacted: true };
    expect(await next.eraser.finish()).toMatchObject(ended);
    expect(await next.eraser.finish()).toBeNull();
    next.close();
    for (const end of ['question', 'answer', 'attached', 'title', 'draft'])
      expect(findBytes(folder, `${planted}${end}`)).toEqual([]);
    expect(await runVerify([`--user-data-dir=${folder}`])).toBe(0);
  });

  // Catches: a second erasure whose note takes the place of the first one's, which then is never ended.
  it('ends along with itself what an earlier one has left to do', async () => {
    const { folder, store, conversationId, personaId } = await plant();
    const rows = { conversationIds: [conversationId], personaIds: [] };
    writeErasure(dataPaths(folder).erasing, { what: 'rows', askedAt: 1, trigger: 'person', rows, files: [] });
    await store.eraser.erase({ type: 'persona', id: personaId });
    store.close();
    for (const word of [...plantedWords.conversation, ...plantedWords.persona])
      expect(findBytes(folder, word)).toEqual([]);
  });

  // Catches: a note that everything is to go, which the end of an erasure that was running takes away.
  it('leaves a note that everything is to go, and is not begun after it', async () => {
    const { folder, store, conversationId, otherId } = await plant();
    const running = store.eraser.erase({ type: 'conversations', ids: [conversationId] });
    // Its note and its rows are done in this tick and the next.
    await Promise.resolve();
    store.eraser.markEverything({ trigger: 'person', receiptPath: null, remains: [] });
    await running;
    expect(readErasure(dataPaths(folder).erasing)?.what).toBe('everything');
    const late = store.eraser.erase({ type: 'conversations', ids: [otherId] });
    await expect(late).rejects.toMatchObject({ data: { code: 'erasure.refused' } });
  });
});
